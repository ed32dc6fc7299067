using System.Runtime.InteropServices;
using Ipc.Measurement;

namespace Ipc.Tests.Measurement;

/// <summary>A directory with files as another machine's /proc and /sys would have them.</summary>
internal sealed class MachineTree : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("machine-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    internal MachineTree With(string path, string text)
    {
        File.WriteAllText(Make(path), text);
        return this;
    }

    internal MachineTree WithLink(string path, string target)
    {
        File.CreateSymbolicLink(Make(path), target);
        return this;
    }

    internal MachineTree WithFirstNamespaces() => WithLink("/proc/self/ns/pid", "pid:[4026531836]").WithLink("/proc/self/ns/uts", "uts:[4026531838]").WithLink("/proc/self/ns/ipc", "ipc:[4026531839]");

    internal HostFiles Files => new(root);

    internal HostInfo Read(Architecture architecture = Architecture.X64) => HostInfo.Of(new HostFiles(root), architecture);

    private string Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(root + path)!);
        return root + path;
    }
}
