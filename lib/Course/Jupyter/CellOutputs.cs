using System.Text.Json.Nodes;
using Course.Engine;
using Course.Notebooks;

namespace Course.Jupyter;

/// <summary>Publishes what one cell shows as iopub messages; a silent request's cell shows nothing.</summary>
internal sealed class CellOutputs(KernelSockets sockets, JupyterMessage request, bool silent, bool allowsInput) : ICellOutput
{
    public void Stream(string name, string text)
    {
        if (!silent)
        {
            sockets.PublishOutput("stream", request, new JsonObject { ["name"] = name, ["text"] = text });
        }
    }

    public void Display(MimeBundle data, string? displayId) => Show("display_data", data, displayId);

    public void Update(MimeBundle data, string displayId) => Show("update_display_data", data, displayId);

    public void Clear(bool wait)
    {
        if (!silent)
        {
            sockets.PublishOutput("clear_output", request, new JsonObject { ["wait"] = wait });
        }
    }

    public string? Ask(string prompt, bool hidden) => allowsInput ? sockets.AskForInput(request, prompt, hidden) : null;

    private void Show(string type, MimeBundle data, string? displayId)
    {
        if (!silent)
        {
            var transient = displayId is null ? new JsonObject() : new JsonObject { ["display_id"] = displayId };
            sockets.PublishOutput(type, request, new JsonObject { ["data"] = OutputJson.Write(data), ["metadata"] = new JsonObject(), ["transient"] = transient });
        }
    }
}
