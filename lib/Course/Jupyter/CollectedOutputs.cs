using Course.Notebooks;

namespace Course.Jupyter;

/// <summary>Turns a cell's iopub messages into the outputs that a notebook keeps: neighbouring text of one stream is one output, updates replace.</summary>
internal sealed class CollectedOutputs
{
    private readonly List<Output> outputs = [];

    internal IReadOnlyList<Output> All => outputs;

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
                var id = (string?)content["transient"]?["display_id"];
                for (var i = 0; i < outputs.Count; i++)
                {
                    if (outputs[i] is Output.DisplayData shown && shown.DisplayId == id)
                    {
                        outputs[i] = new Output.DisplayData(OutputJson.Read(content["data"]), id);
                    }
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
        if (output is Output.Stream next && outputs.Count > 0 && outputs[^1] is Output.Stream last && last.Name == next.Name)
        {
            outputs[^1] = last with { Text = last.Text + next.Text };
        }
        else
        {
            outputs.Add(output);
        }
    }
}
