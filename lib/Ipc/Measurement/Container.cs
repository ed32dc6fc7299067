namespace Ipc.Measurement;

/// <summary>Finds out whether this process runs in a container: the kernel's namespaces decide, what container managers leave behind names it.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/namespaces.7.html"/>
internal static class Container
{
    // PROC_*_INIT_INO of the kernel's linux/proc_ns.h: the namespaces that the machine booted with.
    private static readonly (string Name, string First)[] Namespaces =
    [
        ("pid", "pid:[4026531836]"),
        ("uts", "uts:[4026531838]"),
        ("ipc", "ipc:[4026531839]"),
    ];

    private static readonly (string Text, string Name)[] Groups =
    [
        ("docker", "Docker"),
        ("libpod", "Podman"),
        ("kubepods", "Kubernetes"),
        ("containerd", "containerd"),
        ("lxc", "LXC"),
        ("systemd-nspawn", "systemd-nspawn"),
    ];

    internal static HostLayer Find(HostFiles files)
    {
        var (mark, name) = Mark(files);
        var found = Namespaces.Select(one => (one.Name, one.First, Link: files.Link($"/proc/self/ns/{one.Name}"))).ToList();
        var own = found.Where(one => one.Link is not null && one.Link != one.First).Select(one => one.Name).ToList();
        if (own.Count > 0)
        {
            var namespaces = $"{string.Join(", ", own)} namespace of its own";
            return new(true, name, mark.Length > 0 ? $"{namespaces}; {mark}" : namespaces);
        }

        if (found.Any(one => one.Link is null))
        {
            return mark.Length > 0 ? new(true, name, mark) : new(null, "", "/proc/self/ns cannot be read, and no container manager left a mark");
        }

        const string First = "the pid, uts and ipc namespaces are those that the machine booted with";
        return new(false, "", mark.Length > 0 ? $"{First}, although there is {mark}" : First);
    }

    private static (string Mark, string Name) Mark(HostFiles files)
    {
        foreach (var path in (string[])["/run/systemd/container", "/run/host/container-manager"])
        {
            if (files.Text(path) is { Length: > 0 } manager)
            {
                return (path, manager);
            }
        }

        if (files.Exists("/run/.containerenv"))
        {
            return ("/run/.containerenv", "Podman");
        }

        if (files.Exists("/.dockerenv"))
        {
            return ("/.dockerenv", "Docker");
        }

        const string Variable = "container=";
        var variable = files.Text("/proc/1/environ")?.Split('\0').FirstOrDefault(entry => entry.StartsWith(Variable, StringComparison.Ordinal));
        if (variable is not null && variable.Length > Variable.Length)
        {
            return ($"{variable} in /proc/1/environ", variable[Variable.Length..]);
        }

        var groups = files.Text("/proc/1/cgroup") ?? "";
        var (text, name) = Groups.FirstOrDefault(group => groups.Contains(group.Text, StringComparison.Ordinal));
        return text is null ? ("", "") : ($"\"{text}\" in /proc/1/cgroup", name);
    }
}
