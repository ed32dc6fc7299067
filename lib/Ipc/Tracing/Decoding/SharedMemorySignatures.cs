namespace Ipc.Tracing.Decoding;

/// <summary>System V shared memory.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/sysvipc.7.html"/>
internal static class SharedMemorySignatures
{
    private static readonly FlagSet Get = new("SHM", (0x800, "SHM_HUGETLB"), (0x1000, "SHM_NORESERVE"));
    private static readonly FlagSet Attach = new("SHM", (0x1000, "SHM_RDONLY"), (0x2000, "SHM_RND"), (0x4000, "SHM_REMAP"), (0x8000, "SHM_EXEC"));
    private static readonly FlagSet Commands = SystemVText.Commands.With((11, "SHM_LOCK"), (12, "SHM_UNLOCK"), (13, "SHM_STAT"), (14, "SHM_INFO"), (15, "SHM_STAT_ANY"));

    private static readonly Structure State = new(
        Field.Of("shm_perm", SystemVText.Permissions),
        Field.UnsignedLong("shm_segsz"), Field.Long("shm_atime"), Field.Long("shm_dtime"), Field.Long("shm_ctime"), Field.Int("shm_cpid"), Field.Int("shm_lpid"), Field.UnsignedLong("shm_nattch"))
    {
        Special = StateText,
    };

    private static readonly Structure Totals = new(
        Field.Int("used_ids"), Field.UnsignedLong("shm_tot"), Field.UnsignedLong("shm_rss"), Field.UnsignedLong("shm_swp"), Field.UnsignedLong("swap_attempts"), Field.UnsignedLong("swap_successes"));

    private static readonly Parameter Id = new("shmid", Show.Int), Address = new("shmaddr", Show.Address);

    internal static IEnumerable<Signature> All { get; } =
    [
        new("shmget", new("key", SystemVText.Key), new("size", Show.Size), new("shmflg", SystemVText.GetFlags(Get))),
        new("shmat", Id, Address, new("shmflg", Attach.Flags)) { Result = Signature.AsAddress },
        new("shmdt", Address),
        new("shmctl", Id, new("cmd", SystemVText.Command(Commands)), new("buf", Given) { Afterwards = Filled }),
    ];

    private static string? Given(CallContext call, long address) =>
        SystemVText.CommandName(Commands, call.Words[1]) == "IPC_SET" ? SystemVText.NewPermissions(call, address, "shm_perm") : Show.Address(call, address);

    private static string? Filled(CallContext call, long address, string? before) => SystemVText.CommandName(Commands, call.Words[1]) switch
    {
        _ when call.Failed => before,
        "IPC_STAT" or "SHM_STAT" or "SHM_STAT_ANY" => State.Show(call, address),
        "SHM_INFO" => Totals.Show(call, address),
        _ => before,
    };

    private static string StateText(CallContext call, long address)
    {
        string Number(string name) => Show.Long(call, State.Get(call, address, name));
        return $"{{shm_perm={SystemVText.Permissions.Find(call, address)}, shm_segsz={Number("shm_segsz")}, shm_cpid={Number("shm_cpid")}, shm_lpid={Number("shm_lpid")}, shm_nattch={Number("shm_nattch")}, shm_atime={Number("shm_atime")}, shm_dtime={Number("shm_dtime")}, shm_ctime={Number("shm_ctime")}}}";
    }
}
