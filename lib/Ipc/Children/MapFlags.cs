namespace Ipc.Children;

/// <summary>How memory is mapped: the MAP_* flags of mmap(2).</summary>
[Flags]
public enum MapFlags
{
    /// <summary>Neither shared nor private, which mmap refuses with EINVAL.</summary>
    None = 0,

    /// <summary>MAP_SHARED: whoever maps the same object sees what is written.</summary>
    Shared = 1,

    /// <summary>MAP_PRIVATE: what is written stays with the process, in copies of the pages.</summary>
    Private = 2,

    /// <summary>MAP_ANONYMOUS: no file stands behind it; its bytes are 0 at first.</summary>
    Anonymous = 0x20,

    /// <summary>MAP_POPULATE: every page is brought in at once.</summary>
    Populate = 0x8000,

    /// <summary>MAP_HUGETLB: huge pages from the pool that the administrator has set aside in /proc/sys/vm/nr_hugepages.</summary>
    HugePages = 0x40000,
}
