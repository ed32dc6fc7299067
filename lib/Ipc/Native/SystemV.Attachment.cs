using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <content>An attached segment.</content>
internal static partial class SystemV
{
    /// <summary>A segment in the address space of this process.</summary>
    internal sealed class Attachment : SafeHandle
    {
        internal Attachment(int id)
            : base(-1, ownsHandle: true)
        {
            var address = Attach(id, 0, 0);
            if (address == -1)
            {
                throw PosixException.Last("shmat", $"id {id}");
            }

            SetHandle(address);
            Interlocked.Increment(ref Laboratory.Mappings);
        }

        internal nint Address => IsClosed ? throw new ObjectDisposedException("attached segment") : handle;

        public override bool IsInvalid => handle == -1;

        protected override bool ReleaseHandle()
        {
            Interlocked.Decrement(ref Laboratory.Mappings);
            return Detach(handle) == 0;
        }
    }
}
