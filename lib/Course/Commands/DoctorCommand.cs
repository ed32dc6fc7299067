using System.CommandLine;
using Ipc.Measurement;

namespace Course.Commands;

/// <summary><c>course doctor</c>: what this machine allows, and what each lack costs. A lack is no failure, unless no child can be made at all.</summary>
internal static class DoctorCommand
{
    internal static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "write an array of objects: feature, available, detail, lack" };
        var command = new Command("doctor", "try what the experiments need from this machine") { json };
        command.SetAction(parsed =>
        {
            var features = Doctor.Examine();
            if (parsed.GetValue(json))
            {
                Console.WriteLine(FeatureJson.Write(features));
            }
            else
            {
                FeatureText.Write(features, Console.Out);
            }

            return features.Any(feature => feature is { Name: "fork", Available: false }) ? 1 : 0;
        });
        return command;
    }
}
