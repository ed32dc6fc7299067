namespace Ipc.Notebooks;

/// <summary>A bar and the actions that it stands for.</summary>
/// <param name="X">Its left edge.</param>
/// <param name="Width">Its width.</param>
/// <param name="Actions">One action, or several in a row.</param>
internal sealed record BarOfActions(double X, double Width, List<ModelAction> Actions)
{
    /// <summary>The right edge.</summary>
    public double Right => X + Width;

    /// <summary>What the bar is about: the kind that took most of its time, or else most of its actions.</summary>
    public StepKind Kind => Actions.GroupBy(action => StepKinds.Of(action.Call))
        .OrderByDescending(kind => kind.Together().Ticks)
        .ThenByDescending(kind => kind.Count())
        .First().Key;

    /// <summary>Whether it waited most of its time.</summary>
    public bool Waits => Actions is [{ Waits: true }] || 2 * Actions.Where(action => action.Waits).Together() > Actions.Together();

    /// <summary>This bar, reaching to the end of the next one, which it takes in.</summary>
    public BarOfActions And(BarOfActions next)
    {
        Actions.AddRange(next.Actions);
        return this with { Width = Math.Max(Right, next.Right) - X };
    }
}
