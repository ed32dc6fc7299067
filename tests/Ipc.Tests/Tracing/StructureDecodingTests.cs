using System.Runtime.InteropServices;

namespace Ipc.Tests.Tracing;

/// <summary>Structures that calls point to, laid out here as C lays them out, and decoded from this process's own memory.</summary>
public sealed unsafe class StructureDecodingTests : IDisposable
{
    private readonly List<nint> kept = [];

    [Fact]
    public void A_socket_address_shows_family_port_and_path()
    {
        var internet = At([2, 0, 0x1f, 0x90, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
        Assert.Equal("bind(3, {sa_family=AF_INET, sin_port=htons(8080), sin_addr=inet_addr(\"127.0.0.1\")}, 16) = 0", RecordedCall.Text("bind", 0, 3, internet, 16));
        var unix = At([1, 0, .. "/run/lab\0"u8]);
        Assert.Equal("connect(3, {sa_family=AF_UNIX, sun_path=\"/run/lab\"}, 11) = -1 ECONNREFUSED", RecordedCall.Text("connect", -111, 3, unix, 11));
        var named = At([1, 0, 0, .. "lab"u8]);
        Assert.Equal("connect(3, {sa_family=AF_UNIX, sun_path=@\"lab\"}, 6) = 0", RecordedCall.Text("connect", 0, 3, named, 6));
    }

    [Fact]
    public void Descriptors_and_credentials_travel_beside_a_message()
    {
        var text = At("file"u8);
        var control = Longs(24, 1L | (1L << 32), 5L | (6L << 32), 28, 1L | (2L << 32), 77L | (1000L << 32), 100);
        var message = Longs(0, 0, Longs(text, 4), 1, control, 56, 0);
        Assert.Equal(
            "sendmsg(3, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=\"file\", iov_len=4}], msg_iovlen=1, msg_control=[{cmsg_len=24, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[5, 6]}, "
            + "{cmsg_len=28, cmsg_level=SOL_SOCKET, cmsg_type=SCM_CREDENTIALS, cmsg_data={pid=77, uid=1000, gid=100}}], msg_controllen=56, msg_flags=0}, MSG_NOSIGNAL) = 4",
            RecordedCall.Text("sendmsg", 4, 3, message, 0x4000));
    }

    [Fact]
    public void Poll_says_what_it_waits_for_and_what_it_found()
    {
        var fds = Longs(3L | (1L << 32), 4L | (5L << 32) | (4L << 48));
        Assert.Equal(
            "ppoll([{fd=3, events=POLLIN}, {fd=4, events=POLLIN|POLLOUT}], 2, {tv_sec=1, tv_nsec=0}, [HUP INT USR1], 8) = 1 ([{fd=4, revents=POLLOUT}], left {tv_sec=1, tv_nsec=0})",
            RecordedCall.Text("ppoll", 1, fds, 2, Longs(1, 0), Longs(0x203), 8));
        Assert.Equal("ppoll([{fd=3, events=POLLIN}], 1, NULL, NULL, 0) = 0 (Timeout)", RecordedCall.Text("ppoll", 0, fds, 1, 0, 0, 0));
    }

    [Fact]
    public void Locks_on_a_part_of_a_file_are_opened_up()
    {
        var request = Longs(1, 100, 10, 0);
        Assert.Equal("fcntl(3, F_SETLKW, {l_type=F_WRLCK, l_whence=SEEK_SET, l_start=100, l_len=10}) = 0", RecordedCall.Text("fcntl", 0, 3, 7, request));
        Assert.Equal("fcntl(3, F_OFD_SETLK, {l_type=F_WRLCK, l_whence=SEEK_SET, l_start=100, l_len=10}) = -1 EAGAIN", RecordedCall.Text("fcntl", -11, 3, 37, request));
        Assert.Equal("fcntl(3, F_GETFL) = 0x802 (flags O_RDWR|O_NONBLOCK)", RecordedCall.Text("fcntl", 0x802, 3, 3, 0));
    }

    [Fact]
    public void System_V_and_POSIX_objects_show_keys_operations_and_messages()
    {
        Assert.Equal("shmget(IPC_PRIVATE, 4096, IPC_CREAT|0600) = 7", RecordedCall.Text("shmget", 7, 0, 4096, 0x200 | 0b110_000_000));
        var operations = At([0, 0, 0xff, 0xff, 0, 0x10, 1, 0, 1, 0, 0, 8]);
        Assert.Equal("semtimedop(7, [{sem_num=0, sem_op=-1, sem_flg=SEM_UNDO}, {sem_num=1, sem_op=1, sem_flg=IPC_NOWAIT}], 2, NULL) = 0", RecordedCall.Text("semtimedop", 0, 7, operations, 2, 0));
        var message = At([3, 0, 0, 0, 0, 0, 0, 0, .. "hello"u8]);
        Assert.Equal("msgsnd(7, {mtype=3, mtext=\"hello\"}, 5, IPC_NOWAIT) = 0", RecordedCall.Text("msgsnd", 0, 7, message, 5, 0x800));
        Assert.Equal(
            "mq_open(\"lab\", O_RDWR|O_CREAT, 0600, {mq_flags=0, mq_maxmsg=3, mq_msgsize=16, mq_curmsgs=0}) = 5",
            RecordedCall.Text("mq_open", 5, At("lab\0"u8), 2 | 0x40, 0b110_000_000, Longs(0, 3, 16, 0)));
    }

    [Fact]
    public void A_clone3_shows_only_what_its_flags_use()
    {
        const long CLONE_VM = 0x100, CLONE_VFORK = 0x4000, CLONE_PARENT_SETTID = 0x100000, SIGCHLD = 17;
        var tid = Longs(77);
        var arguments = Longs(CLONE_VM | CLONE_VFORK | CLONE_PARENT_SETTID, 0, 0, tid, SIGCHLD, 0x7000, 0x1000, 0, 0, 0, 0);
        Assert.Equal(
            $"clone3({{flags=CLONE_VM|CLONE_VFORK|CLONE_PARENT_SETTID, parent_tid=0x{tid:x}, exit_signal=SIGCHLD, stack=0x7000, stack_size=0x1000}} => {{parent_tid=[77]}}, 88) = 77",
            RecordedCall.Text("clone3", 77, arguments, 88));
    }

    [Fact]
    public void Stopped_and_continued_children_are_told_apart()
    {
        Assert.Equal("wait4(7, [{WIFSTOPPED(s) && WSTOPSIG(s) == SIGSTOP}], WSTOPPED, NULL) = 7", RecordedCall.Text("wait4", 7, 7, Longs(0x137f), 2, 0));
        Assert.Equal("wait4(7, [{WIFCONTINUED(s)}], WCONTINUED, NULL) = 7", RecordedCall.Text("wait4", 7, 7, Longs(0xffff), 8, 0));
        Assert.Equal("wait4(7, [{WIFSIGNALED(s) && WTERMSIG(s) == SIGSEGV && WCOREDUMP(s)}], 0, NULL) = 7", RecordedCall.Text("wait4", 7, 7, Longs(0x8b), 0, 0));
        Assert.Matches("^wait4\\(7, 0x[0-9a-f]+, WNOHANG, NULL\\) = 0$", RecordedCall.Text("wait4", 0, 7, Longs(0), 1, 0));
    }

    [Fact]
    public void A_call_that_is_not_known_shows_its_raw_words()
    {
        Assert.Equal("kexec_load(0x1, 0, 0, 0xff, 0, 0) = -1 EPERM", RecordedCall.Text("kexec_load", -1, 1, 0, 0, 0xff));
    }

    /// <inheritdoc/>
    public void Dispose() => kept.ForEach(one => NativeMemory.Free((void*)one));

    private long Longs(params ReadOnlySpan<long> numbers) => At(MemoryMarshal.AsBytes(numbers));

    private long At(ReadOnlySpan<byte> bytes)
    {
        var memory = (byte*)NativeMemory.Alloc((nuint)bytes.Length);
        bytes.CopyTo(new Span<byte>(memory, bytes.Length));
        kept.Add((nint)memory);
        return (long)memory;
    }
}
