using System.Runtime.InteropServices;

namespace Ipc.Tracing.Decoding;

/// <summary>System V semaphores.</summary>
internal static class SemaphoreSignatures
{
    private static readonly FlagSet Commands = SystemVText.Commands.With(FlagSet.Numbered("SEM", "GETPID GETVAL GETALL GETNCNT GETZCNT SETVAL SETALL SEM_STAT SEM_INFO SEM_STAT_ANY", first: 11)).Called("SEM");
    private static readonly FlagSet Flags = new("SEM", (0x1000, "SEM_UNDO"), (0x800, "IPC_NOWAIT"));
    private static readonly Structure Operation = new(Field.UnsignedShort("sem_num"), Field.Short("sem_op"), Field.Short("sem_flg", (call, word) => Flags.Flags((ushort)word)));

    /// <summary>struct semid64_ds: x86-64 leaves a word free behind each time.</summary>
    private static readonly Structure State = RuntimeInformation.ProcessArchitecture == Architecture.Arm64
        ? new(Field.Of("sem_perm", SystemVText.Permissions), Field.Long("sem_otime"), Field.Long("sem_ctime"), Field.UnsignedLong("sem_nsems"))
        : new(Field.Of("sem_perm", SystemVText.Permissions), Field.Long("sem_otime"), Field.Skip(sizeof(long), sizeof(long)), Field.Long("sem_ctime"), Field.Skip(sizeof(long), sizeof(long)), Field.UnsignedLong("sem_nsems"));

    private static readonly Parameter Id = new("semid", Show.Int), Operations = new("sops", (call, at) => Operation.Array(call, at, (uint)call.Words[2])), Count = new("nsops", Show.UnsignedInt);

    internal static IEnumerable<Signature> All { get; } =
    [
        new("semget", new("key", SystemVText.Key), new("nsems", Show.Int), new("semflg", SystemVText.GetFlags(new("IPC", (0x800, "IPC_NOWAIT"))))),
        new("semop", Id, Operations, Count),
        new("semtimedop", Id, Operations, Count, new("timeout", TimeText.Nanoseconds.Show)),
        new("semctl", Id, new("semnum", Show.Int), new("op", SystemVText.Command(Commands)), new("arg", Argument) { Afterwards = Filled }),
    ];

    private static string? Argument(CallContext call, long word) =>
        SystemVText.CommandName(Commands, call.Words[2]) == "IPC_SET" ? SystemVText.NewPermissions(call, word, "sem_perm") : Show.Address(call, word);

    private static string? Filled(CallContext call, long word, string? before) =>
        !call.Failed && SystemVText.CommandName(Commands, call.Words[2]) is "IPC_STAT" or "SEM_STAT" or "SEM_STAT_ANY" ? State.Show(call, word) : before;
}
