using Course.Notebooks;

namespace Course.Jupyter;

/// <summary>Turns a cell's iopub messages into the outputs that a notebook keeps: neighbouring text of one stream is one output, updates replace, a clearing takes away.</summary>
internal sealed class CollectedOutputs
{
    private readonly List<Output> outputs = [];

    private readonly Dictionary<string, MimeBundle> updates = new(StringComparer.Ordinal);
    private bool clearsBeforeNext;

    internal IReadOnlyList<Output> All => outputs;

    /// <summary>The last content that each display was given by an update: an earlier cell's can be among them.</summary>
    internal IReadOnlyDictionary<string, MimeBundle> Updates => updates;

    /// <summary>Outputs in which each display that has an update shows that.</summary>
    internal static IReadOnlyList<Output> Updated(IReadOnlyList<Output> outputs, IReadOnlyDictionary<string, MimeBundle> updates) =>
        [.. outputs.Select(output => output is Output.DisplayData { DisplayId: { } id } shown && updates.TryGetValue(id, out var data) ? shown with { Data = data } : output)];

    internal void Take(JupyterMessage message)
    {
        var content = message.Content;
        switch (message.Type)
        {
            case "stream":
                Take(new Output.Stream((string)content["name"]!, (string)content["text"]!));
                break;
            case "display_data":
                Take(new Output.DisplayData(OutputJson.Read(content["data"]), (string?)content["transient"]?["display_id"]));
                break;
            case "update_display_data":
                Update(OutputJson.Read(content["data"]), (string?)content["transient"]?["display_id"]);
                break;
            case "clear_output":
                clearsBeforeNext = (bool?)content["wait"] ?? false;
                if (!clearsBeforeNext)
                {
                    outputs.Clear();
                }

                break;
            case "execute_result":
                Take(new Output.ExecuteResult((int)content["execution_count"]!, OutputJson.Read(content["data"])));
                break;
            case "error":
                Take(new Output.Error((string)content["ename"]!, (string)content["evalue"]!, [.. content["traceback"]!.AsArray().Select(line => (string)line!)]));
                break;
        }
    }

    internal void Take(Output output)
    {
        if (clearsBeforeNext)
        {
            clearsBeforeNext = false;
            outputs.Clear();
        }

        if (output is Output.Stream next && outputs.Count > 0 && outputs[^1] is Output.Stream last && last.Name == next.Name)
        {
            outputs[^1] = last with { Text = last.Text + next.Text };
        }
        else
        {
            outputs.Add(output);
        }
    }

    private void Update(MimeBundle data, string? id)
    {
        if (id is null)
        {
            return;
        }

        updates[id] = data;
        for (var i = 0; i < outputs.Count; i++)
        {
            if (outputs[i] is Output.DisplayData shown && shown.DisplayId == id)
            {
                outputs[i] = shown with { Data = data };
            }
        }
    }
}
