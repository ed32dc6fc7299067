using System.CommandLine;
using Course.Jupyter;

namespace Course.Commands;

/// <summary><c>course kernel</c>: installs the Jupyter kernel, removes it, and starts it for a front end.</summary>
internal static class KernelCommand
{
    internal static Command Create() => new("kernel", "the C# kernel for Jupyter front ends") { Install(), Uninstall(), Start() };

    private static Option<string?> PrefixOption() => new("--prefix") { Description = "install below DIR/share/jupyter instead of for the user" };

    private static Option<string> NameOption() => new("--name") { Description = "the kernelspec's name", DefaultValueFactory = _ => KernelSpec.DefaultName };

    private static Command Install()
    {
        var prefix = PrefixOption();
        var user = new Option<bool>("--user") { Description = "install for the user (what happens without --prefix)" };
        var name = NameOption();
        var command = new Command("install", "write the kernelspec") { prefix, user, name };
        command.SetAction(parsed => Console.WriteLine($"installed {KernelSpec.Install(parsed.GetValue(prefix), parsed.GetValue(name)!)}"));
        return command;
    }

    private static Command Uninstall()
    {
        var prefix = PrefixOption();
        var name = NameOption();
        var command = new Command("uninstall", "remove the kernelspec") { prefix, name };
        command.SetAction(parsed =>
        {
            var folder = KernelSpec.Folder(parsed.GetValue(prefix), parsed.GetValue(name)!);
            if (!File.Exists(Path.Combine(folder, "kernel.json")))
            {
                throw new CourseException($"{folder} holds no kernelspec");
            }

            Directory.Delete(folder, recursive: true);
            Console.WriteLine($"removed {folder}");
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
            using var kernel = new KernelServer(ConnectionFile.Read(parsed.GetValue(file)!), Environment.CurrentDirectory);
            kernel.Run();
        });
        return command;
    }
}
