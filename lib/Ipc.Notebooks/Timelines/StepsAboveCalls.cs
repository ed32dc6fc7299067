using Ipc.Children;

namespace Ipc.Notebooks;

/// <summary>Puts what children recorded of themselves above what a tracer saw of them.</summary>
internal static class StepsAboveCalls
{
    /// <summary>The calls, and in the same lanes the steps of the processes that recorded any.</summary>
    /// <param name="calls">The timeline of the calls.</param>
    /// <param name="steps">What the processes recorded, on the same clock.</param>
    public static TimelineModel Beneath(this TimelineModel calls, ChildTrace steps)
    {
        var recorded = ChildTraceModel.Of(steps);
        var lanes = recorded.Lanes.Select(lane => lane.Reaches ? -1 : LaneOf(calls, lane)).ToList();
        return calls with
        {
            Actions =
            [
                .. calls.Actions,
                .. recorded.Actions.Where(action => lanes[action.Lane] >= 0).Select(action => action with { Lane = lanes[action.Lane], IsStep = true }),
            ],
        };
    }

    private static int LaneOf(TimelineModel calls, ModelLane recorded)
    {
        for (var i = 0; i < calls.Lanes.Count; i++)
        {
            if ((calls.Lanes[i].Tid ?? calls.Lanes[i].Pid) == recorded.Pid)
                return i;
        }

        return -1;
    }
}
