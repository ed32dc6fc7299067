using Ipc.Native;

namespace Ipc.Tests.Tracing;

/// <summary>A program that makes calls which libraries seldom make: every flag once, addresses where nothing is, numbers that mean nothing.</summary>
internal static class StraceTour
{
    /// <summary>The program, in Python, with the numbers of this machine's calls.</summary>
    internal static string Program { get; } = $$"""
        import ctypes, os, platform, struct
        numbers = { {{string.Join(", ", SystemCallTable.AllNames.Where(name => SystemCallTable.Find(name) is not null).Select(name => $"'{name}': {SystemCallTable.Find(name)}"))}} }
        libc = ctypes.CDLL(None); libc.syscall.restype = ctypes.c_long; kept = []
        def call(name, *words):
            return libc.syscall(ctypes.c_long(numbers[name]), *[ctypes.c_long(word) for word in words]) if name in numbers else -1
        def at(data):
            kept.append(ctypes.create_string_buffer(data, max(len(data), 1))); return ctypes.addressof(kept[-1])
        def text(t): return at(t.encode() + b'\0')
        def room(n): return at(bytes(n))
        def ints(*v): return at(struct.pack('%di' % len(v), *v))
        def longs(*v): return at(struct.pack('%dq' % len(v), *v))
        def word(address, i=0): return struct.unpack_from('i', ctypes.string_at(address, 4 * (i + 1)), 4 * i)[0]
        HERE = -100
        """ + "\n" + Files + Memory + Signals + Sockets + Waiting + Objects + Others;

    private const string Files = """
        fd = call('openat', HERE, text('f'), os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
        call('openat', fd, text('x'), os.O_DIRECTORY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_DIRECT, 0)
        call('openat', HERE, text('a\x01\x0182\x019\n"\\'), os.O_WRONLY | os.O_APPEND | os.O_EXCL | os.O_NOCTTY | os.O_SYNC | os.O_NOATIME, 0)
        call('openat', HERE, text('nope/a'), os.O_RDONLY | os.O_CREAT | os.O_DSYNC, 0o7777); call('openat', HERE, 8, 3, 0); call('open', text('nope'), 0); call('creat', text('nope/a'), 0o20644)
        call('openat2', HERE, text('f'), longs(os.O_CLOEXEC, 0, 8 | 4), 24); call('openat2', HERE, text('n/o'), longs(os.O_CREAT, 0o644, 0), 24); call('openat2', HERE, text('n'), 8, 24)
        for data in (b'a' * 64, b'a' * 65, b'\0\1\xff\7\x08\x0b8\x0b9\x7f\x1b"\\\n\r\t\v\f', b''): call('write', fd, at(data), len(data))
        call('write', fd, 0, 19); call('write', fd, 5, 19); call('write', 99, text('abc'), 3); call('read', fd, 0, 10)
        for whence in (0, 1, 2, 9): call('lseek', fd, 0, whence)
        buf = room(200); call('lseek', fd, 3, 0); call('read', fd, buf, 10); call('read', 99, buf, 10); call('pread64', fd, buf, 10, 3); call('pwrite64', fd, buf, 10, 3); call('pread64', fd, buf, 10, 99999)
        iov = longs(buf, 3, buf + 10, 5, buf + 20, 0)
        call('readv', fd, iov, 3); call('writev', fd, iov, 3); call('preadv', fd, iov, 3, 5, 0); call('pwritev', fd, iov, 2, 5, 0); call('readv', 99, iov, 3); call('writev', fd, iov, 0); call('writev', fd, 8, 1)
        call('close', 99); call('close_range', 90, 0xffffffff, 4); call('dup2', fd, 33); call('dup3', fd, 34, os.O_CLOEXEC); call('dup3', fd, 34, 1)
        for command, argument in ((0, 40), (1, 0), (2, 1), (2, 0), (3, 0), (4, 0x800 | 2), (1030, 50), (1031, 0), (1032, 0), (1033, 0), (1034, 0), (1033, 15), (8, 0), (9, 0), (10, 0), (11, 0), (99, 7), (15, ints(1, 0)), (16, ints(1, 0))): call('fcntl', fd, command, argument)
        lock = at(struct.pack('hhqqi4x', 1, 0, 5, 10, 0))
        for command in (5, 6, 7, 36, 37, 38): call('fcntl', fd, command, lock)
        call('fcntl', fd, 5, 0); ends = room(8); call('pipe2', ends, os.O_CLOEXEC | os.O_NONBLOCK); call('pipe2', ends, 1); call('pipe2', 0, 0); r, w = word(ends), word(ends, 1)
        call('fcntl', w, 1031, 1 << 16); call('fcntl', r, 1032, 0); call('write', w, text('hello' * 9), 45)
        for operation in (1 | 4, 2 | 4, 8): call('flock', fd, operation)
        st = room(300)
        for path in ('f', '/dev/null', '/usr', 'nope'): call('newfstatat', HERE, text(path), st, 0x100); call('statx', HERE, text(path), 0x4000 | 0x100 | 0x800, 0x7, st)
        call('fstat', r, st); call('newfstatat', fd, text(''), st, 0x1000); call('statx', fd, text(''), 0x1000, 0x7ff, st); call('faccessat', HERE, text('f'), 6); call('faccessat2', HERE, text('f'), 0, 0x200 | 0x100); call('access', text('f'), 1)
        call('symlinkat', text('target'), HERE, text('l')); call('readlinkat', HERE, text('l'), buf, 3); call('linkat', HERE, text('f'), HERE, text('h'), 0x400); call('renameat2', HERE, text('h'), HERE, text('k'), 1); call('renameat2', HERE, text('k'), HERE, text('nope'), 2)
        call('mkdirat', HERE, text('e'), 0o1777); call('unlinkat', HERE, text('e'), 0x200); call('unlinkat', HERE, text('k'), 0); call('unlinkat', HERE, text('l'), 0); call('getcwd', buf, 2); call('chdir', text('nope')); call('fchdir', fd)
        call('mknodat', HERE, text('p'), 0o10644, 0); call('unlinkat', HERE, text('p'), 0); call('mknodat', HERE, text('nope/p'), 0o20600, 0x103); call('ftruncate', fd, 100); call('fallocate', fd, 1 | 2, 0, 10); call('fallocate', fd, 0, 0, 100); call('fadvise64', fd, 0, 0, 3); call('fdatasync', fd)
        call('umask', 0o22); call('umask', 0o22); call('fchmod', fd, 0o4755); call('fchmodat', HERE, text('f'), 0o644); call('fchownat', HERE, text('f'), -1, -1, 0x100); call('fchown', fd, -1, -1)
        call('copy_file_range', fd, longs(0), fd, longs(100), 5, 0); call('sendfile', w, fd, longs(3), 5); call('sendfile', 99, fd, 0, 5); call('splice', fd, longs(0), w, 0, 5, 4 | 8); call('vmsplice', w, iov, 1, 8); call('tee', r, 99, 5, 2)
        call('utimensat', HERE, text('f'), longs(1, 2, 0, 0x3fffffff), 0); call('getxattr', text('f'), text('user.a'), buf, 10); call('mount', text('none'), text('/nope'), text('tmpfs'), 1 | 2 | 4, text('size=1m')); call('umount2', text('/nope'), 2 | 8)

        """;

    private const string Memory = """
        m = call('mmap', 0, 8192, 3, 0x22, -1, 0); call('mmap', m, 4096, 0, 0x32, -1, 0); call('mmap', 0, 4096, 1, 3, 99, 0x1000); call('mmap', m, 4096, 0, 0x100022, -1, 0); call('mmap', 0, 4096, 7, 1 | 0x20 | 0x8000, -1, 0); call('mmap', 0, 0, 3, 0x24122, -1, 0)
        call('mprotect', m, 4096, 1 | 4); call('mprotect', m, 4096, 0x1000003); call('madvise', m, 4096, 4); call('madvise', m, 4096, 99); call('msync', m, 4096, 4); call('msync', m, 4096, 1 | 2); call('mremap', m, 4096, 0, 1); call('munmap', m, 8192); call('munmap', 1, 1)
        call('memfd_create', text('name'), 1 | 2)

        """;

    private const string Signals = """
        old = room(160)
        for action in (longs(1, 0, 0, 0), longs(0, 0x80000000 | 0x40000000 | 4 | 2 | 1 | 0x08000000, 0, -1), 0): call('rt_sigaction', 10, action, old, 8)
        for signal in (34, 64, 99): call('rt_sigaction', signal, 0, old, 8)
        for how, mask in ((0, 0x203), (1, 0x203), (2, 0), (3, 0), (0, -1), (2, 0x7fffffffffffffff), (2, 0x700000000), (2, 0)): call('rt_sigprocmask', how, longs(mask), old, 8)
        call('rt_sigprocmask', 0, 0, old, 8); call('rt_sigprocmask', 0, 8, old, 8); call('rt_sigprocmask', 0, longs(1 << 9 | 1 << 33), 0, 8)
        me = os.getpid(); call('kill', me, 10); call('rt_sigpending', old, 8); call('rt_sigtimedwait', longs(1 << 9), old, longs(1, 0), 8); call('rt_sigtimedwait', longs(1 << 9), old, longs(0, 1000), 8)
        call('rt_sigqueueinfo', me, 34, at(struct.pack('iiiiiiq96x', 34, 0, -1, 0, me, os.getuid(), 77))); call('rt_sigtimedwait', longs(1 << 33), old, 0, 8); call('tgkill', me, me, 10); call('rt_sigtimedwait', longs(1 << 9), old, 0, 8); call('tgkill', me, me, 0); call('kill', me, 77)
        call('sigaltstack', 0, old); call('setitimer', 2, longs(0, 0, 0, 0), old); call('getitimer', 1, old); call('nanosleep', longs(0, 1000), old); call('nanosleep', longs(0, -1), old); call('clock_nanosleep', 1, 0, longs(0, 1000), old); call('clock_getres', 1, old); call('clock_gettime', 9999, old)
        call('timer_create', 1, at(struct.pack('qiii44x', 5, 10, 0, 0)), old); call('timer_create', 1, at(struct.pack('qiii44x', 0, 10, 4, me)), old); call('timer_create', 1, 0, old); call('timer_settime', 0, 0, longs(0, 0, 9, 0), old); call('timer_delete', 0); call('timer_delete', 1); call('timer_delete', 2); t = call('timerfd_create', 1, os.O_CLOEXEC | os.O_NONBLOCK); call('timerfd_settime', t, 0, longs(1, 2, 300, 4), old); call('timerfd_settime', t, 1, longs(0, 0, 0, 1), 0)

        """;

    private const string Sockets = """
        call('socketpair', 1, 1, 0, room(8)); ends = room(8); call('socketpair', 1, 2 | os.O_CLOEXEC | os.O_NONBLOCK, 0, ends); a, b = word(ends), word(ends, 1); call('socketpair', 9, 2, 0, ends)
        for domain, kind, protocol in ((2, 1, 6), (2, 2, 17), (99, 9, 0), (16, 3, 0), (1, 5, 0)): call('socket', domain, kind, protocol)
        call('bind', 99, at(struct.pack('H', 2) + struct.pack('!H4s8x', 80, b'\x7f\0\0\1')), 16); call('bind', 99, at(struct.pack('H', 10) + struct.pack('!HI16s', 80, 0, b'\0' * 15 + b'\1') + struct.pack('I', 0)), 28); call('connect', 99, at(struct.pack('H', 1) + b'/a/b\0'), 7)
        call('connect', 99, at(struct.pack('H', 1) + b'\0abs'), 6); call('connect', 99, at(struct.pack('H', 0) + bytes(14)), 16); call('connect', 99, at(struct.pack('H', 99) + b'abc'), 5); call('connect', 99, 8, 16); call('connect', 99, 0, 16); call('accept4', 99, 0, 0, os.O_CLOEXEC)
        call('sendto', a, text('hello'), 5, 0x4000 | 0x40, 0, 0); call('recvfrom', b, buf, 100, 0x40 | 2, buf + 50, ints(20)); call('recvfrom', b, buf, 100, 0x40, 0, 0); call('recvfrom', b, buf, 100, 0x40, buf + 50, ints(20)); call('recvmsg', b, longs(0, 0, iov, 1, 0, 0, 0), 0x40); call('sendmsg', 99, longs(0, 0, iov, 2, 0, 0, 0), 0)
        for option, value in ((2, ints(1)), (13, ints(1, 5)), (99, ints(1))): call('setsockopt', a, 1, option, value, 8 if option == 13 else 4)
        for option in (3, 4, 7, 13, 30, 38, 39, 99): call('getsockopt', a, 1, option, buf, ints(16))
        call('shutdown', a, 2); call('shutdown', a, 9)

        """;

    private const string Waiting = """
        call('ppoll', at(struct.pack('ihhihh', r, 1, 0, w, 4 | 1, 0)), 2, longs(0, 1000), longs(0x203), 8); call('ppoll', at(struct.pack('ihh', 999, 1 | 2 | 8 | 0x10 | 0x40 | 0x2000, 0)), 1, 0, 0, 8); call('ppoll', at(struct.pack('ihhihh', -1, 1, 0, w, 4, 0)), 2, longs(0, 1000), 0, 8); call('ppoll', 0, 0, longs(0, 1000), 0, 0); call('poll', 8, 1, 0)
        def some(*bits): return at(bytes(sum(1 << bit % 8 for bit in bits if bit // 8 == byte) for byte in range(128)))
        call('pselect6', w + 1, some(r), some(r, w), 0, longs(0, 1000), longs(longs(0x203), 8)); call('pselect6', 0, 0, 0, 0, longs(0, 1000), 0); call('pselect6', -1, 0, 0, 0, 0, 0); call('select', w + 1, some(r, w), some(w), some(), longs(1, 1000))
        e = call('epoll_create1', os.O_CLOEXEC); event = at(struct.pack('<IQ' if platform.machine() == 'x86_64' else '<IxxxxQ', 1 | 4 | (1 << 31) | 0x2000, (5 << 32) | 7))
        call('epoll_ctl', e, 1, w, event); call('epoll_ctl', e, 3, w, event); call('epoll_pwait', e, buf, 3, 0, longs(0x203), 8); call('epoll_ctl', e, 2, w, 0); call('epoll_ctl', e, 9, 99, event); call('epoll_pwait', 99, buf, 3, -1, 0, 8)
        f = call('eventfd2', 3, os.O_CLOEXEC | os.O_NONBLOCK | 1); call('read', f, buf, 8); call('signalfd4', -1, longs(0x203), 8, os.O_CLOEXEC); i = call('inotify_init1', os.O_NONBLOCK); call('inotify_add_watch', i, text('.'), 0x100 | 2 | 0x1000000); call('inotify_rm_watch', i, 1); call('inotify_add_watch', i, text('nope'), 0xfff)
        word5 = ints(5, 0)
        for operation in (0, 128, 256, 1, 129): call('futex', word5, operation, 4, longs(0, 1000))
        call('futex', word5, 128, 5, longs(0, 1000)); call('futex', word5, 9 | 128, 5, longs(0, 1000), 0, -1); call('futex', word5, 9 | 128 | 256, 5, longs(0, 1000), 0, 0x10); call('futex', word5, 10 | 128, 1, 0, 0, -1); call('futex', word5, 3, 1, 2, word5 + 4, 0)
        call('futex', word5, 4 | 128, 1, 2, word5 + 4, 5); call('futex', word5, 5 | 128, 1, 2, word5 + 4, 0x1234567); call('futex', word5, 8 | 128, 0, 0); call('futex', word5, 99, 1, 2, 3, 4); call('futex', word5, 0, 5, 8)

        """;

    private const string Objects = """
        q = call('shmget', 0, 4096, 0o1600); s = call('shmat', q, 0, 0o10000); call('shmctl', q, 2, room(200)); call('shmctl', q, 0, 0); call('shmdt', s); call('shmdt', 8); call('shmget', 0x7123456, 4096, 0o600 | 0o2000); call('shmctl', -1, 2, room(200))
        q = call('msgget', 0, 0o1600); call('msgsnd', q, longs(3, 0x6f6c6c6568), 5, 0o4000); call('msgrcv', q, room(60), 20, -3, 0o4000 | 0o10000); call('msgrcv', q, buf, 20, 0, 0o4000); call('msgctl', q, 2, room(200)); call('msgctl', q, 0, 0); call('msgget', 0x7123456, 0)
        q = call('semget', 0, 2, 0o1600); call('semctl', q, 0, 16, 1); call('semctl', q, 0, 12, 0); call('semop', q, at(struct.pack('HhhHhh', 0, -1, 0o4000 | 0o10000, 1, 1, 0)), 2); call('semtimedop', q, at(struct.pack('Hhh', 0, -5, 0)), 1, longs(0, 1000)); call('semctl', q, 0, 2, room(200)); call('semctl', q, 0, 0, 0); call('semget', 0x7123456, 1, 0)
        name = text('ipc-tests-tour'); q = call('mq_open', name, 2 | os.O_CREAT | os.O_CLOEXEC, 0o600, longs(0, 3, 16, 0)); call('mq_timedsend', q, text('hey'), 3, 5, 0); call('mq_getsetattr', q, 0, room(64)); call('mq_timedreceive', q, buf, 16, buf + 50, longs(1, 0))
        call('mq_getsetattr', q, longs(os.O_NONBLOCK, 0, 0, 0), room(64)); call('mq_timedreceive', q, buf, 16, 0, 0); call('mq_notify', q, at(struct.pack('qiii44x', 5, 10, 0, 0))); call('mq_notify', q, 0); call('mq_unlink', name); call('mq_unlink', name)

        """;

    private const string Others = """
        for name in ('getuid', 'getgid', 'geteuid', 'getegid', 'getpid', 'gettid', 'getppid', 'sched_yield'): call(name)
        call('getgroups', 0, 0); call('getresuid', buf, buf + 4, buf + 8); call('setresuid', -1, -1, -1); call('setregid', -1, -1); call('prlimit64', 0, 7, 0, buf); call('prlimit64', 0, 4, longs(0, 0), buf); call('getrlimit', 99, buf); call('getrusage', 0, room(200)); call('uname', room(400)); call('getrandom', buf, 8, 1 | 2)
        call('sched_getaffinity', 0, 128, room(128)); call('sched_getscheduler', 0); call('sched_getparam', 0, buf); call('sched_get_priority_max', 1); call('unshare', 0x400); call('setns', 99, 0x20000000); call('pidfd_open', me, os.O_NONBLOCK); call('pidfd_send_signal', 99, 0, 0, 0)
        call('process_vm_readv', me, longs(buf, 3), 1, longs(buf + 8, 3), 1, 0); call('kcmp', me, me, 1, 0, 0); call('membarrier', 8, 0, 0); call('seccomp', 1, 2, 8); call('ptrace', 16, 99, 0, 0); call('set_robust_list', buf, 23)
        for option in ((1, 15), (2, buf), (3,), (4, 1), (15, text('name')), (16, buf), (36, 1), (37, buf), (38, 1, 0, 0, 0), (39, 0, 0, 0, 0), (22, 2, 8), (8, 0), (99, 1, 2, 3, 4)): call('prctl', *(list(option) + [0] * (5 - len(option))))
        call('ioctl', 0, 0x5401, buf); call('ioctl', r, 0x541b, buf); call('ioctl', w, 0x5421, ints(1)); call('ioctl', w, 0x5451, 0); call('ioctl', w, 0x12345678, 5)
        terminal = os.open('/dev/ptmx', os.O_RDWR | os.O_NOCTTY); call('ioctl', terminal, 0x5413, buf); call('ioctl', terminal, 0x5414, at(struct.pack('HHHH', 24, 80, 0, 0))); settings = room(60); call('ioctl', terminal, 0x5401, settings); call('ioctl', terminal, 0x5402, settings); call('ioctl', terminal, 0x540b, 2)
        status = room(8)
        for how in (17, 0x1200000 | 17):
            child = call('clone', how, 0, 0, status if how > 17 else 0, status if how > 17 else 0)
            if child == 0: call('exit_group', 3)
            call('wait4', child, status, 0, 0)
        arguments = longs(0x100000, 0, 0, buf, 17, 0, 0, 0)
        child = call('clone3', arguments, 64)
        if child == 0: call('exit', 4)
        call('waitid', 1, child, room(128), 4, 0); call('wait4', -1, status, 1 | 2 | 8 | 0x40000000, 0); call('clone3', 8, 64); call('clone3', arguments, 8)
        vector = longs(text('sh'), text('x' * 80), 0)
        call('execve', text('/nope'), vector, longs(text('A=1'), 0)); call('execve', text('/nope'), 0, 0); call('execve', text('/nope'), 8, 8); call('execveat', HERE, text('/nope'), vector, longs(0), 0x1000 | 0x100); call('execve', text('/nope'), longs(*([text('q')] * 70 + [0])), longs(0))
        call('exit_group', 5)

        """;
}
