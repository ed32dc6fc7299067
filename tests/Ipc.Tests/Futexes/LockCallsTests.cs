using Ipc.Claims;
using Ipc.Futexes;

namespace Ipc.Tests.Futexes;

public sealed class LockCallsTests
{
    [Fact]
    public void A_lock_that_nobody_else_wants_makes_no_futex_call() =>
        Assert.All(UncontendedLock.ObserveAll(acquisitions: 2000), seen => Assert.Equal(0, seen.FutexCalls));

    [Fact]
    public void Each_lock_sleeps_by_the_operation_of_its_kind()
    {
        var seen = ContendedLock.ObserveAll(acquisitions: 2).ToDictionary(one => one.Lock, one => one.Operations);
        Assert.Equal(["FUTEX_WAIT_PRIVATE"], seen["libc mutex"]);
        Assert.Equal(["FUTEX_WAIT_PRIVATE"], seen["libc mutex (adaptive)"]);
        Assert.Equal(["FUTEX_WAIT"], seen["libc mutex (process-shared)"]);
        Assert.Equal(["FUTEX_WAIT"], seen["libc mutex (robust)"]);
        Assert.All(seen["libc mutex (priority inheritance)"], name => Assert.StartsWith("FUTEX_LOCK_PI", name, StringComparison.Ordinal));
        Assert.All([".NET lock (an object)", ".NET Lock", ".NET SemaphoreSlim", ".NET Mutex"], name => Assert.Contains("FUTEX_WAIT_BITSET_PRIVATE", seen[name]));
        Assert.Equal(["FUTEX_WAIT"], seen[".NET Mutex (named)"]);
    }

    [Fact]
    public void The_default_mutex_calls_the_kernel_each_time_however_soon_it_is_given_back()
    {
        var seen = SpinBeforeSleep.ObserveAll(acquisitions: 20, [TimeSpan.FromMilliseconds(1)]);
        Assert.Equal(5, seen.Count);
        Assert.True(seen[0].Sleeps > 0, "nobody slept for the default mutex");
        Assert.Equal(seen[0].Sleeps / 20.0, seen[0].SleepsPerAcquisition);
    }
}
