using System.Diagnostics;
using Microsoft.DotNet.Interactive.Formatting;

namespace Ipc.Notebooks;

/// <summary>
/// A bar in a cell's output that shows how far something long has come. It is one output that changes in place, in every host that
/// updates displays; when all is done, a line stays that says what was done and how long it took.
/// </summary>
/// <param name="what">What is counted, such as "cases measured".</param>
public sealed class ProgressBar(string what) : IProgress<WorkProgress>
{
    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(100);
    private readonly Lock _gate = new();
    private readonly Stopwatch _watch = new();
    private TimeSpan _shown;
    private DisplayedValue? _display;

    /// <summary>Shows a state. The first and the last are shown at once; those between at most ten times a second.</summary>
    /// <param name="value">How far it has come.</param>
    public void Report(WorkProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        lock (_gate)
        {
            if (_display is not null && !value.IsFinished && _watch.Elapsed - _shown < s_between)
                return;
            _watch.Start();
            _shown = _watch.Elapsed;
            Formatters.Register();
            var state = new ProgressState(what, value, _watch.Elapsed);
            if (_display is null)
                _display = Shown(state);
            else
                _display.Update(state);
        }
    }

    /// <summary>
    /// Shows a state and gives the handle that the host knows it by. The one that Display returns is another, with an id of its own:
    /// its updates would name a display that no front end has.
    /// </summary>
    private static DisplayedValue Shown(ProgressState state)
    {
        DisplayedValue? shown = null;
        using var subscription = Formatter.SubscribeToDisplayedValues(value => shown = ReferenceEquals(value.Value, state) ? value : shown);
        var returned = state.Display();
        return shown ?? returned;
    }
}
