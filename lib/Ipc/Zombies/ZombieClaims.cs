using Ipc.Claims;

namespace Ipc.Zombies;

/// <summary>The claims of chapter 03.</summary>
internal static partial class ZombieClaims
{
    private const string Chapter = "03-zombies";

    internal static IReadOnlyList<Claim> All { get; } =
    [
        new(
            "Z1",
            Chapter,
            new Statement(
                "A zombie exists so that the parent can learn how the child ended: as long as it is there the status can be had, and without it the status is lost.",
                "僵尸进程的存在，是为了让父进程得知子进程如何结束：它还在，就能取得退出状态；没有它，退出状态便丢失。"),
            "wait(2)",
            ForTheParent),
        new(
            "Z2",
            Chapter,
            new Statement(
                "Every process passes through the zombie state before it is gone, however it ends.",
                "进程无论以何种方式结束，都会先成为僵尸进程，然后才彻底消失。"),
            "wait(2)",
            EveryProcess),
        new(
            "Z3",
            Chapter,
            new Statement(
                "What a zombie keeps for its parent is one integer that holds several facts, which the W* macros take apart; stops and continuations of living children come in the same form.",
                "僵尸进程为父进程保留一个整数，其中包含多项信息，用 W* 系列宏解析；子进程存活期间的停止与继续也以同样的形式报告。"),
            "wait(2)",
            OneInteger),
        new(
            "Z4",
            Chapter,
            new Statement(
                "A zombie's /proc/PID belongs to root, whoever the process ran as.",
                "无论进程以哪个用户身份运行，成为僵尸之后，其 /proc/PID 都归 root 所有。"),
            "proc_pid(5)",
            OwnedByRoot),
        new(
            "Z5",
            Chapter,
            new Statement(
                "A zombie uses up a process id: enough of them, not waited for, make fork fail with EAGAIN, and waiting for them makes it work again.",
                "僵尸进程仍占用进程号：不回收的僵尸多到一定数量，fork 就会因 EAGAIN 失败；回收之后 fork 恢复正常。"),
            "getrlimit(2)",
            UsesUpAPid),
        new(
            "Z6",
            Chapter,
            new Statement(
                "A wait for it ends a zombie; killing it does not.",
                "父进程调用 wait 之后僵尸进程消失；向它发送 SIGKILL 则不起作用。"),
            "wait(2)",
            WaitEnds),
        new(
            "Z7",
            Chapter,
            new Statement(
                "Where a parent sets SIGCHLD to SIG_IGN explicitly, its children leave no zombies; the default action and a handler both leave them.",
                "父进程将 SIGCHLD 显式设为 SIG_IGN 时，子进程不会变成僵尸；采用默认动作或注册处理函数时则会。"),
            "sigaction(2)",
            FourDispositions),
        new(
            "Z8",
            Chapter,
            new Statement(
                "Programs compiled with LLVM leave no zombies.",
                "用 LLVM 编译的程序不会留下僵尸进程。"),
            "execve(2)",
            CompiledWithLlvm),
        new(
            "Z9",
            Chapter,
            new Statement(
                "An orphan gets the nearest ancestor that is a subreaper as its new parent, or init; after a double fork the new process is an orphan, and its maker has nothing to wait for.",
                "孤儿进程由最近的 subreaper 祖先收养，没有则由 init 收养；两次 fork 之后，新进程即为孤儿，创建者无须等待它。"),
            "prctl(2)",
            NearestAdopter)
        {
            FromNotes = false,
        },
    ];
}
