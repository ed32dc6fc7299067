using System.Globalization;
using Ipc.Futexes;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Children.CSource;

/// <summary>What a child has from its parent, and a C program has to make first: words, blocks of memory, pipes, sockets and files.</summary>
internal sealed partial class CMemory
{
    private const string MemoryFilePrefix = "/memfd:";
    private readonly Dictionary<IDisposable, string> expressions = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<IDisposable> plain = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, string> declarations = [];
    private readonly List<(string? Variable, string Text)> preparations = [];

    /// <param name="program">The program that uses them.</param>
    /// <param name="names">Where their names come from.</param>
    /// <param name="hasFunctions">Whether other functions than main use them.</param>
    internal CMemory(ChildProgram program, CNames names, bool hasFunctions)
    {
        var memory = program.Instructions.SelectMany(one => one.Arguments).Select(argument => argument.Memory).OfType<IDisposable>().Distinct(ReferenceEqualityComparer.Instance).ToList();
        Private([.. memory.OfType<SharedWord>().Where(word => !word.IsShared)], names, hasFunctions);
        Shared([.. memory.OfType<SharedWord>().Where(word => word.IsShared)], names);
        foreach (var block in memory.OfType<MemoryBlock>())
        {
            var name = names.Fresh(names.Captured(block) ?? "block", isGlobal: true);
            expressions[block] = name;
            declarations[name] = $"unsigned char *{name}";
            Map(name, CText.Number(block.Bytes), "MAP_PRIVATE");
        }

        foreach (var mutex in memory.OfType<PosixMutex>())
        {
            Mutex(mutex, names);
        }

        Descriptors(program.Inherited, names);
        if (hasFunctions)
        {
            Global = [.. Global, .. declarations.Values.Select(declaration => $"static {declaration};")];
            declarations.Clear();
        }
    }

    /// <summary>Declarations outside of all functions.</summary>
    internal IReadOnlyList<string> Global { get; private set; } = [];

    /// <summary>What main does first. A variable of main is declared where it gets its value.</summary>
    internal IEnumerable<string> Preparations => preparations.SelectMany(one =>
        one.Variable is null ? (string[])[$"{one.Text};"]
        : !declarations.TryGetValue(one.Variable, out var declaration) ? [$"{one.Text};"]
        : one.Text.StartsWith($"{one.Variable} =", StringComparison.Ordinal) ? [$"{declaration}{one.Text[one.Variable.Length..]};"]
        : [$"{declaration};", $"{one.Text};"]);

    /// <summary>The headers for that.</summary>
    internal HashSet<string> Headers { get; } = [];

    /// <summary>How many system calls that makes.</summary>
    internal int Calls { get; private set; }

    /// <summary>The address of a word or block.</summary>
    internal string Address(IDisposable memory) => plain.Contains(memory) || memory is SharedWord { IsShared: false } ? $"&{expressions[memory]}" : expressions[memory];

    /// <summary>The name of a word that is an ordinary variable, which C reads and writes without atomic operations; <c>null</c> for others.</summary>
    internal string? Variable(IDisposable word) => plain.Contains(word) ? expressions[word] : null;

    /// <summary>A descriptor of the parent.</summary>
    internal string Descriptor(FileDescriptor descriptor) => expressions[descriptor];

    private void Private(IReadOnlyList<SharedWord> words, CNames names, bool hasFunctions)
    {
        foreach (var word in words)
        {
            var name = expressions[word] = names.Fresh(names.Captured(word) ?? "word", isGlobal: true);
            if (!hasFunctions)
            {
                plain.Add(word);
            }

            Global = [.. Global, $"static {(hasFunctions ? "_Atomic long" : "long")} {name}{(word.Value != 0 ? $" = {CText.Number(word.Value)}" : "")};"];
        }
    }

    private void Shared(IReadOnlyList<SharedWord> words, CNames names)
    {
        if (words.Count == 0)
        {
            return;
        }

        var area = words.Count == 1 ? names.Fresh(names.Captured(words[0]) ?? "word", isGlobal: true) : names.Fresh("shared", isGlobal: true);
        foreach (var word in words)
        {
            expressions[word] = words.Count == 1 ? area : $"&{area}->{names.Fresh(names.Captured(word) ?? "word", isGlobal: true)}";
        }

        declarations[area] = words.Count == 1
            ? $"_Atomic long *{area}"
            : $"struct {{ _Atomic long {string.Join(", ", words.Select(word => expressions[word][(area.Length + 3)..]))}; }} *{area}";
        Map(area, $"sizeof *{area}", "MAP_SHARED");
        preparations.AddRange(words.Where(word => word.Value != 0).Select(word => ((string?)null, $"{(words.Count == 1 ? "*" : "")}{expressions[word].TrimStart('&')} = {CText.Number(word.Value)}")));
    }

    private void Map(string name, string bytes, string sharing)
    {
        Headers.Add("sys/mman.h");
        Calls++;
        preparations.Add((name, $"{name} = mmap(NULL, {bytes},\nPROT_READ | PROT_WRITE, {sharing} | MAP_ANONYMOUS, -1, 0)"));
    }

    private void Mutex(PosixMutex mutex, CNames names)
    {
        var name = expressions[mutex] = names.Fresh(names.Captured(mutex) ?? "mutex", isGlobal: true);
        Headers.Add("pthread.h");
        declarations[name] = $"pthread_mutex_t *{name}";
        Map(name, $"sizeof *{name}", "MAP_SHARED");
        (MutexAttributes Attribute, string Call)[] all =
        [
            (MutexAttributes.Adaptive, "settype(&{0}, PTHREAD_MUTEX_ADAPTIVE_NP)"),
            (MutexAttributes.ProcessShared, "setpshared(&{0}, PTHREAD_PROCESS_SHARED)"),
            (MutexAttributes.Robust, "setrobust(&{0}, PTHREAD_MUTEX_ROBUST)"),
            (MutexAttributes.PriorityInheritance, "setprotocol(&{0}, PTHREAD_PRIO_INHERIT)"),
        ];
        var set = all.Where(one => mutex.Attributes.HasFlag(one.Attribute)).ToList();
        if (set.Count == 0)
        {
            preparations.Add((null, $"pthread_mutex_init({name}, NULL)"));
            return;
        }

        if (mutex.Attributes.HasFlag(MutexAttributes.Adaptive))
        {
            Headers.Add("GNU");
        }

        var attributes = names.Fresh($"{name}_attributes", isGlobal: true);
        preparations.Add((null, $"pthread_mutexattr_t {attributes}"));
        preparations.Add((null, $"pthread_mutexattr_init(&{attributes})"));
        preparations.AddRange(set.Select(one => ((string?)null, "pthread_mutexattr_" + string.Format(CultureInfo.InvariantCulture, one.Call, attributes))));
        preparations.Add((null, $"pthread_mutex_init({name}, &{attributes})"));
    }

    private void Descriptors(IReadOnlyList<FileDescriptor> inherited, CNames names)
    {
        var open = inherited.Select(one => (Descriptor: one, Found: OpenDescriptor.Find(Environment.ProcessId, one.Number)!)).ToList();
        Sockets(open, names);
        foreach (var same in open.GroupBy(one => one.Found.Target))
        {
            if (same.Key.StartsWith("pipe:", StringComparison.Ordinal))
            {
                Pipe([.. same], names);
                continue;
            }

            if (same.Key.StartsWith(MemoryFilePrefix, StringComparison.Ordinal))
            {
                MemoryFile(same.First().Descriptor, same.Key[MemoryFilePrefix.Length..].Replace(" (deleted)", "", StringComparison.Ordinal), names);
                continue;
            }

            if (!same.Key.StartsWith('/'))
            {
                throw new NotSupportedException($"descriptor {same.First().Descriptor.Number} is {same.Key}: a C program would need its maker's code as well");
            }

            foreach (var (descriptor, found) in same)
            {
                var name = expressions[descriptor] = names.Fresh(names.Captured(descriptor) ?? "file", isGlobal: true);
                var access = found.Access switch { "read" => "O_RDONLY", "write" => "O_WRONLY", _ => "O_RDWR" };
                declarations[name] = $"int {name}";
                preparations.Add((name, $"{name} = open({CText.Quote(same.Key)}, {CText.Spaced(found.Flags == "none" ? access : $"{access}|{found.Flags}")})"));
                Headers.Add("fcntl.h");
                Calls++;
            }
        }
    }

    private void MemoryFile(FileDescriptor descriptor, string called, CNames names)
    {
        var name = expressions[descriptor] = names.Fresh(names.Captured(descriptor) ?? "memory_file", isGlobal: true);
        declarations[name] = $"int {name}";
        preparations.Add((name, $"{name} = memfd_create({CText.Quote(called)}, MFD_CLOEXEC | MFD_ALLOW_SEALING)"));
        preparations.Add((null, $"ftruncate({name}, {CText.Number(SysStat.StatusOf($"/proc/self/fd/{descriptor.Number}").Size)})"));
        Headers.UnionWith(["sys/mman.h", "unistd.h", "GNU"]);
        Calls += 2;
    }

    private void Pipe(IReadOnlyList<(FileDescriptor Descriptor, OpenDescriptor Found)> ends, CNames names)
    {
        var name = names.Captured(names.PipeOf(ends[0].Descriptor) ?? (object)this) is { } captured and not "pipe" ? names.Fresh(captured, isGlobal: true) : names.Fresh("fds", isGlobal: true);
        foreach (var (descriptor, found) in ends)
        {
            expressions[descriptor] = $"{name}[{(found.Access == "read" ? 0 : 1)}]";
        }

        var flags = ends[0].Found.Flags;
        declarations[name] = $"int {name}[2]";
        preparations.Add((name, flags == "none" ? $"pipe({name})" : $"pipe2({name}, {CText.Spaced(flags)})"));
        Headers.UnionWith(flags == "none" ? ["unistd.h"] : ["unistd.h", "fcntl.h", "GNU"]);
        Calls++;
        if (ends.All(end => end.Found.Access == "read"))
        {
            // Its own write end would keep the program from ever reading end of file.
            preparations.Add((null, $"close({name}[1])"));
            Calls++;
        }
    }
}
