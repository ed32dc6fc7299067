using Microsoft.Playwright;

namespace Course.Tests;

/// <summary>The Chromium of this machine.</summary>
internal static class ChromiumProgram
{
    /// <summary>Why nothing can be seen where there is none.</summary>
    internal const string Lack = "there is no Chromium in PATH: apt-get install chromium";
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Where it is; <c>null</c> where there is none.</summary>
    internal static string? Path { get; } = Names
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => System.IO.Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>Starts it without a window.</summary>
    internal static Task<IBrowser> Start(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path ?? throw new InvalidOperationException(Lack), Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
}
