using System.Collections;
using Ipc.Children;
using Ipc.Claims;
using Ipc.Hangs;
using Ipc.Lenses;
using Ipc.Native;
using Ipc.ProcFs;
using Ipc.Robustness;
using Ipc.Tracing;
using Microsoft.DotNet.Interactive.Formatting;

namespace Ipc.Notebooks;

/// <summary>Tells the notebook's host how the records of the laboratory look.</summary>
internal static class Formatters
{
    private const string HtmlType = "text/html";
    private const string PlainType = "text/plain";

    private static readonly Lock s_registering = new();
    private static bool s_registered;

    /// <summary>Registers every formatter; the second call and later ones do nothing.</summary>
    public static void Register()
    {
        lock (s_registering)
        {
            if (s_registered)
                return;
            s_registered = true;
        }

        // The more specific of two types wins, whatever the order.
        Show<IObservation>(record => HtmlTable.Write(TableReader.Record(record, "")), record => TextTable.Write(TableReader.Record(record, "")));
        Show<IEnumerable<IObservation>>(rows => HtmlTable.Write(ListModel(rows)), rows => TextTable.Write(ListModel(rows)));
        Show<NotObserved>(NotObservedNote.Html, lack => lack.ToString());
        Add<NotObserved>(NotObservedNote.Json, NotObservedNote.Type);
        Prefer(typeof(NotObserved), HtmlType, PlainType, NotObservedNote.Type);
        Show<TableResult>(table => HtmlTable.Write(table.Model), table => table.ToString());
        Show<Timeline>(timeline => timeline.ToHtml(), timeline => timeline.ToString());
        Show<TimelineComparison>(comparison => comparison.ToHtml(), comparison => comparison.ToString());
        Show<SystemCallTrace>(SystemCallTracePage.Html, trace => trace.ToString());
        Show<ChildTrace>(trace => Timeline.Of(trace).ToHtml(), trace => Timeline.Of(trace).ToString());
        Show<ChartResult>(ChartPage.Html, chart => chart.ToString());
        Add<ChartResult>(chart => chart.Figure.ToJson(), ChartPage.PlotlyType);
        Prefer(typeof(ChartResult), ChartPage.PlotlyType, HtmlType, PlainType);
        Show<ExitStatus>(
            status => $"<span class=\"ipc-status\">{Html.Escape(status.ToString()!)} <span class=\"ipc-muted\">(0x{status.Raw:x4})</span></span>",
            status => $"{status} (0x{status.Raw:x4})");
        Show<SignalSet>(signals => Html.Escape(signals.ToString()), signals => signals.ToString());
        Show<PosixException>(
            error => $"<span class=\"ipc-error\"><span aria-hidden=\"true\">✕</span> {Html.Escape(error.Message)}</span>",
            error => error.Message);
        Show<PagePicture>(picture => picture.ToHtml(), picture => picture.ToString());
        Show<PageCachePicture>(picture => picture.ToHtml(), picture => picture.ToString());
        Show<DescriptorMap>(DescriptorDiagram.Html, DescriptorDiagram.Text);
        Show<TracedTree>(TracedTreePicture.Html, tree => tree.ToString());
        Show<ProcessTree>(ProcessTreePicture.Html, tree => tree.ToString());
        Show<ProcessTreeChanges>(ProcessTreePicture.Html, changes => changes.ToString());
        Show<MemoryMap>(MemoryMapDiagram.Html, map => TextTable.Write(TableReader.List([.. map.Regions()], $"memory of {map.Command} (pid {map.Pid})", typeof(MemoryRegion))));
        Show<CProgram>(CProgramPage.Html, program => program.Source);
        Show<Lens>(LensPage.Html, lens => lens.ToString());
        Show<HangReport>(HangPage.Html, HangPage.Text);
        Show<RobustnessMatrix>(RobustnessPage.Html, RobustnessPage.Text);
        Show<FeatureMatrix>(FeaturePage.Html, FeaturePage.Text);
        Show<Finding>(FindingCard.Html, FindingCard.Text);
        Show<IEnumerable<Finding>>(findings => FindingLedger.Html([.. findings]), findings => FindingLedger.Text([.. findings]));
        Show<ExaminedLedger>(LedgerPage.Html, LedgerPage.Text);
        Show<NotesReview>(NotesReviewPage.Html, NotesReviewPage.Text);
        Show<UserComparison>(UserComparisonPage.Html, UserComparisonPage.Text);
        Show<ProgressState>(state => state.ToHtml(), state => state.ToString());
        Show<LabSession>(LabPage.Html, session => session.ToString());
        Add<LabSession>(LabPage.HostJson, LabPage.HostType);
        Prefer(typeof(LabSession), HtmlType, PlainType, LabPage.HostType);
    }

    /// <summary>A value as the host would show it in HTML: what a card or a figure holds within itself.</summary>
    public static string ToHtml(object value) => value.ToDisplayString(HtmlType);

    private static void Show<T>(Func<T, string> html, Func<T, string> plain)
    {
        Add(html, HtmlType);
        Add(plain, PlainType);
        Prefer(typeof(T), HtmlType, PlainType);
    }

    private static void Add<T>(Func<T, string> format, string mimeType) => Formatter.Register<T>(format, mimeType);

    private static void Prefer(Type type, params string[] mimeTypes) => Formatter.SetPreferredMimeTypesFor(type, mimeTypes);

    private static TableModel ListModel(IEnumerable rows) => TableReader.List([.. rows.Cast<object>()], "", ElementType(rows));

    private static Type? ElementType(IEnumerable rows) =>
        rows.GetType().GetInterfaces()
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            .Select(type => type.GetGenericArguments()[0])
            .FirstOrDefault();
}
