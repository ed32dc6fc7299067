using System.Text.Json;
using Course.HostSpeed;

namespace Course.Tests.Commands;

/// <summary><c>bench host</c>: what it measures and how it says it, not how fast this machine is.</summary>
public sealed class BenchHostTests : IDisposable
{
    private static readonly (string What, string Unit, double Limit)[] Limits =
    [
        ("start to ready", "ms", 1500),
        ("first cell", "ms", 2000),
        ("warm cell", "ms", 50),
        ("warm completion", "ms", 150),
        ("resident after the notebook", "MB", 250),
    ];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("course-tests-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Json_has_a_value_of_every_kernel_for_each_figure_with_its_limit()
    {
        var run = await Run("\"1 + 1\"", "--rounds", "1", "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal((1, 1, "test.ipynb"), (json.GetProperty("version").GetInt32(), json.GetProperty("rounds").GetInt32(), json.GetProperty("notebook").GetString()));
        Assert.NotEqual("", json.GetProperty("host").GetProperty("kernel").GetString());
        var figures = json.GetProperty("figures").EnumerateArray().ToList();
        Assert.Equal(Limits, figures.Select(figure => (figure.GetProperty("what").GetString()!, figure.GetProperty("unit").GetString()!, figure.GetProperty("limit").GetDouble())));
        Assert.All(figures, figure =>
        {
            var values = figure.GetProperty("values").EnumerateArray().Select(value => value.GetDouble()).ToList();
            Assert.Single(values);
            Assert.All(values, value => Assert.True(value > 0));
            Assert.Equal(values.Average(), figure.GetProperty("median").GetDouble(), 6);
            Assert.Equal(figure.GetProperty("median").GetDouble() < figure.GetProperty("limit").GetDouble(), figure.GetProperty("within").GetBoolean());
        });
    }

    [Fact]
    public async Task Text_has_a_row_for_each_figure()
    {
        var run = await Run("\"1 + 1\"", "--rounds", "1");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("1 kernel, each with test.ipynb", run.Output, StringComparison.Ordinal);
        Assert.All(Limits, limit => Assert.Matches($@"(?m)^{limit.What}( +[\d.]+ {limit.Unit}){{3}} +{limit.Limit:0}(\.0)? {limit.Unit}  (within|over)$", run.Output));
    }

    [Fact]
    public async Task A_cell_that_fails_ends_the_measurement_with_its_error()
    {
        var run = await Run("\"throw new Exception(\\\"no\\\");\"", "--rounds", "1");
        Assert.Equal((1, "course: test.ipynb: no"), (run.ExitCode, run.Error.Trim()));
    }

    [Fact]
    public async Task A_notebook_without_code_is_refused()
    {
        var run = await Run("\" \"", "--rounds", "1");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("has no code cell", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new double[] { 3, 1, 2 }, 2)]
    [InlineData(new double[] { 4, 1, 2, 3 }, 2.5)]
    public void The_median_is_the_value_in_the_middle(double[] values, double median) =>
        Assert.Equal(median, new HostFigure("x", "ms", 3, values).Median);

    private async Task<CourseProgram> Run(string source, params string[] options)
    {
        var path = Path.Combine(folder.FullName, "test.ipynb");
        await File.WriteAllTextAsync(
            path,
            $$"""{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"id": "a", "cell_type": "code", "metadata": {}, "execution_count": null, "outputs": [], "source": {{source}}}]}""",
            TestContext.Current.CancellationToken);
        return await CourseProgram.Run(AppContext.BaseDirectory, ["bench", "host", .. options, path]);
    }
}
