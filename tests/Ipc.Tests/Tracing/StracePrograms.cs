namespace Ipc.Tests.Tracing;

/// <summary>Programs of many kinds that do the same calls in the same order each time: what they are about, and their text.</summary>
internal static class StracePrograms
{
    /// <summary>Scripts for sh.</summary>
    public static TheoryData<string, string> Shell => new()
    {
        { "a pipeline", "echo one two | cat | wc -c" },
        { "files", "mkdir d; echo hello > d/a; ls d; cat d/a; cp d/a d/b; mv d/b d/c; ln -s a d/l; ls -l d > list; chmod 600 d/a; rm -r d list; umask" },
        { "failures", "cat missing; no-such-program; ls /no/such/folder; exit 3" },
        { "a trap", "trap 'echo caught' USR1; trap '' INT; kill -USR1 $$; echo after; kill -0 $$" },
        { "killed by a signal", "echo before; kill -KILL $$; echo never" },
        { "killed by a signal that could have been caught", "kill -TERM $$" },
        { "sleep", "sleep 0.05" },
        { "a FIFO", "mkfifo p; echo through > p | cat p; exec 5<> p; echo again >&5; read line <&5; echo $line; rm p" },
        { "subshells and exit statuses", "(exit 3); echo $?; x=$(echo inner); echo $x; exec true" },
        { "redirections", "exec 5> out; echo five >&5; exec 5>&-; cat < out 2>&1; echo more >> out; rm out" },
    };

    /// <summary>Programs for Python.</summary>
    public static TheoryData<string, string> Python => new()
    {
        {
            "sockets", """
            import socket, os, select, array
            a, b = socket.socketpair()
            a.send(b'hello'); b.recv(100)
            socket.send_fds(a, [b'file'], [0, 1]); socket.recv_fds(b, 100, 4)
            b.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
            a.sendmsg([b'one', b'two'], [], socket.MSG_NOSIGNAL); b.recvmsg(100, 100)
            b.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE); b.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
            l = socket.socket(); l.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); l.bind(('127.0.0.1', 0)); l.listen(5)
            c = socket.create_connection(l.getsockname()); s, peer = l.accept()
            c.sendall(b'x' * 100); s.recv(1000); c.shutdown(socket.SHUT_WR); s.recv(10)
            u = socket.socket(socket.AF_UNIX); u.bind('sock'); u.listen(1); v = socket.socket(socket.AF_UNIX); v.connect('sock'); u.accept(); os.unlink('sock')
            w = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); w.bind(b'\0ipc-tests-abstract')
            d = socket.socket(socket.AF_INET6 if socket.has_ipv6 else socket.AF_INET, socket.SOCK_DGRAM)
            select.select([b], [a], [], 0); select.select([b], [], [], 0.01)
            p = select.poll(); p.register(b, select.POLLIN); p.register(a, select.POLLIN | select.POLLOUT); p.poll(0)
            e = select.epoll(); e.register(a, select.EPOLLOUT | select.EPOLLET); e.modify(a, select.EPOLLOUT | select.EPOLLONESHOT); e.poll(0); e.unregister(a); e.close()
            """
        },
        {
            "several processes", """
            import multiprocessing, os, sys
            def work(end):
                end.send([1, 2, 3]); end.close()
            if __name__ == '__main__':
                context = multiprocessing.get_context('fork')
                here, there = context.Pipe()
                child = context.Process(target=work, args=(there,)); child.start(); there.close()
                here.recv(); child.join()
                r, w = os.pipe()
                pid = os.fork()
                if pid == 0:
                    os.setpgid(0, 0); os.write(w, b'from the child'); os._exit(7)
                os.read(r, 100); os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT); os.waitpid(pid, 0)
                pid = os.posix_spawn('/bin/sh', ['sh', '-c', 'kill -TERM $$'], {}); os.wait3(0)
            """
        },
        {
            "threads", """
            import os, threading
            both = threading.Barrier(2)
            def work():
                both.wait(); os.stat('/dev/null')
            threads = [threading.Thread(target=work) for _ in range(2)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            """
        },
        {
            "mapped memory", """
            import mmap, os
            anonymous = mmap.mmap(-1, 1 << 20); anonymous[0] = 1; anonymous.close()
            private = mmap.mmap(-1, 8192, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=mmap.PROT_READ); private.close()
            with open('file', 'w+b') as f:
                f.truncate(10000)
                shared = mmap.mmap(f.fileno(), 0); shared[:5] = b'hello'; shared.flush(); shared.madvise(mmap.MADV_SEQUENTIAL); shared.resize(20000); shared.close()
            os.remove('file')
            os.close(os.memfd_create('name', os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING))
            """
        },
        {
            "signals and timers", """
            import signal, os, time
            signal.signal(signal.SIGALRM, lambda *_: None); signal.signal(signal.SIGUSR2, signal.SIG_IGN)
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1, signal.SIGRTMIN])
            os.kill(os.getpid(), signal.SIGUSR1); signal.sigpending(); signal.sigwaitinfo([signal.SIGUSR1]); signal.sigtimedwait([signal.SIGUSR1], 0.01)
            signal.raise_signal(signal.SIGALRM); signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM]); signal.setitimer(signal.ITIMER_REAL, 0.01); signal.sigwait([signal.SIGALRM])
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1]); time.sleep(0.01)
            """
        },
        { "calls with flags of all kinds", StraceTour.Program },
    };
}
