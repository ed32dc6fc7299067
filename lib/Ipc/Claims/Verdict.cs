namespace Ipc.Claims;

/// <summary>What an experiment decided about a claim, from what it observed in this run.</summary>
public enum Verdict
{
    /// <summary>Everything observed agrees with the claim.</summary>
    Holds,

    /// <summary>Something observed contradicts the claim.</summary>
    Fails,

    /// <summary>True under one condition and false under another; the finding names the condition.</summary>
    Depends,

    /// <summary>This machine did not let the experiment decide; the finding says why and what to do.</summary>
    NotObserved,
}
