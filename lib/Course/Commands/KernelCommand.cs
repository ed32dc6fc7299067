using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using Course.Engine;
using Course.Jupyter;

namespace Course.Commands;

/// <summary><c>course kernel</c>: installs the Jupyter kernel, lists and removes it, and starts it for a front end.</summary>
internal static class KernelCommand
{
    internal static Command Create() => new("kernel", "the C# kernel for Jupyter front ends") { Install(), Uninstall(), List(), Start() };

    private static Command Install()
    {
        var place = new PlaceOptions();
        var replace = new Option<bool>("--replace") { Description = "write over a kernelspec of this name that another program made" };
        var command = place.AddTo(new Command("install", "write the kernelspec") { replace });
        command.SetAction(parsed => Console.WriteLine($"installed {KernelSpec.Install(place.Of(parsed), place.Name(parsed), parsed.GetValue(replace))}"));
        return command;
    }

    private static Command Uninstall()
    {
        var place = new PlaceOptions();
        var command = place.AddTo(new Command("uninstall", "remove the kernelspec"));
        command.SetAction(parsed => Console.WriteLine($"removed {KernelSpec.Uninstall(place.Of(parsed), place.Name(parsed))}"));
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "show where the kernelspec is installed");
        command.SetAction(_ =>
        {
            var found = KernelSpecPlaces.All.SelectMany(KernelSpec.In).ToList();
            Console.WriteLine(found.Count > 0 ? string.Join('\n', found) : $"no kernelspec of ours in {string.Join(", ", KernelSpecPlaces.All)}");
        });
        return command;
    }

    private static Command Start()
    {
        var file = new Argument<string>("CONNECTION_FILE") { Description = "what the front end wrote" };
        var parent = new Option<int>("--parent") { Description = "end when this process has gone; what JPY_PARENT_PID says unless told otherwise", Hidden = true };
        var command = new Command("start", "serve one front end until it asks for shutdown") { file, parent };
        command.SetAction(parsed =>
        {
            using var watch = ParentWatch.Of(parsed.GetValue(parent));

            // Ctrl-C goes to the whole group of the terminal. A front end of our own in that group interrupts the cell and ends the kernel itself.
            using var keyboard = parsed.GetValue(parent) != 0 ? PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true) : null;
            using var kernel = new KernelServer(ConnectionFile.Read(parsed.GetValue(file)!), Environment.CurrentDirectory);
            StrayExceptions.Show();
            kernel.Run();
        });
        return command;
    }

    /// <summary>Where a kernelspec goes, and its name.</summary>
    private sealed class PlaceOptions
    {
        private readonly Option<bool> user = new("--user") { Description = "for the user: what happens unless told otherwise" };
        private readonly Option<bool> system = new("--sys-prefix") { Description = "for the Python environment that is active" };
        private readonly Option<string?> prefix = new("--prefix") { Description = "below DIR/share/jupyter" };
        private readonly Option<string> name = new("--name") { Description = "the kernelspec's name", DefaultValueFactory = _ => KernelSpec.DefaultName };

        internal Command AddTo(Command command)
        {
            foreach (var option in new Option[] { user, system, prefix, name })
            {
                command.Options.Add(option);
            }

            command.Validators.Add(result =>
            {
                if (((bool[])[result.GetValue(user), result.GetValue(system), result.GetValue(prefix) is not null]).Count(one => one) > 1)
                {
                    result.AddError("--user, --sys-prefix and --prefix: one at a time");
                }
            });
            return command;
        }

        internal string Name(ParseResult parsed) => parsed.GetValue(name)!;

        internal string Of(ParseResult parsed) =>
            parsed.GetValue(prefix) is { } folder ? KernelSpecPlaces.Below(folder) : parsed.GetValue(system) ? KernelSpecPlaces.SystemPrefix() : KernelSpecPlaces.User;
    }
}
