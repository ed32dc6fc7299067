using System.Text.Json.Nodes;
using Course.Engine;
using NetMQ;

namespace Course.Jupyter;

/// <summary>The kernel: cells run one after the other on a thread of their own, so that control is answered meanwhile.</summary>
internal sealed class KernelServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly KernelSockets sockets;
    private readonly ShellRequests requests;
    private readonly DebugReplies debug;

    /// <param name="folder">The notebook's folder, where relative paths of #r begin.</param>
    internal KernelServer(ConnectionFile connection, string folder)
    {
        sockets = new KernelSockets(connection, request => requests!.Add(request), Control);
        var cells = new CellRunner(folder);
        requests = new ShellRequests(sockets, cells, folder);
        debug = new DebugReplies(cells);
    }

    /// <summary>Serves until a shutdown request has been answered.</summary>
    internal void Run()
    {
        requests.Start();
        sockets.Run();
    }

    /// <summary>
    /// Interrupts the cell that runs; once it has ended, closes the sockets and waits until the last answers are sent. A cell
    /// that does not end keeps them until the process ends. The process can have no other sockets of NetMQ.
    /// </summary>
    public void Dispose()
    {
        if (requests.Stop(Patience))
        {
            sockets.Dispose();
            NetMQConfig.Cleanup();
        }
    }

    private void Control(JupyterMessage request)
    {
        sockets.State(request, "busy");
        switch (request.Type)
        {
            case "debug_request":
                // To show variables can take long, and an interrupt must be served meanwhile.
                new Thread(() =>
                {
                    sockets.Reply(Channel.Control, request, debug.Answer(request.Content));
                    sockets.State(request, "idle");
                })
                { IsBackground = true, Name = "debug" }.Start();
                return;
            case "interrupt_request":
                requests.Interrupt();
                sockets.Reply(Channel.Control, request, []);
                break;
            case "shutdown_request":
                sockets.Reply(Channel.Control, request, new JsonObject { ["restart"] = request.Content["restart"]?.DeepClone() ?? false });
                break;
            case "kernel_info_request":
                sockets.Reply(Channel.Control, request, KernelInfo.Content());
                break;
            default:
                sockets.Complain($"{request.Type} on the control channel is not known");
                break;
        }

        sockets.State(request, "idle");
        if (request.Type == "shutdown_request")
        {
            sockets.Stop();
        }
    }
}
