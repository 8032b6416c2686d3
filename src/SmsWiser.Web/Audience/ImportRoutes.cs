using SmsWiser.Contracts.Audience;
using SmsWiser.Core.Accounts;
using SmsWiser.Web.Requests;

namespace SmsWiser.Web.Audience;

/// <summary>Imports of files that come with the request, and merges.</summary>
internal static class ImportRoutes
{
    public static void Add(ApiRoutes routes)
    {
        var list = routes.Of<ILeadListGrain>();
        list.Post("/v1/lists/{list}/imports", ApiScopes.ListsWrite, nameof(ILeadListGrain.ImportAsync), ImportAsync).Begins().Uploads()
            .Asks("mode", "add, update, both (usual) or remove.")
            .Asks("default_country", "Country of numbers without a country code, as FR.")
            .Asks("mapping", "Which column is which field, as 'Tel=phone, City=city:text'; left out for the automatic one.")
            .Asks("working_set", "Name of the working file that the file's leads make up.")
            .Asks("consent_column", "Column that says whether a person agreed.")
            .Asks("consent_time_column", "Column that says when.")
            .Asks("consent_text_column", "Column that says to what, or where.");
        list.Get("/v1/lists/{list}/imports/{import}", ApiScopes.ListsRead, nameof(ILeadListGrain.GetImportAsync),
            call => call.List.GetImportAsync(call.Actor, call.Id("import")));
        list.Stream("/v1/lists/{list}/imports/{import}/events", ApiScopes.ListsRead, nameof(ILeadListGrain.GetImportAsync),
            call => EventStream.WriteAsync(call, "import", () => call.List.GetImportAsync(call.Actor, call.Id("import")),
                import => import.State != "running"));
        list.Get("/v1/lists/{list}/imports/{import}/errors", ApiScopes.ListsRead, nameof(ILeadListGrain.ImportErrorsAsync),
            call => call.WindowAsync((skip, take) => call.List.ImportErrorsAsync(call.Actor, call.Id("import"), skip, take))).Pages();
        list.Post("/v1/lists/{list}/merge", ApiScopes.ListsWrite, nameof(ILeadListGrain.MergeAsync),
            (ApiCall call, MergeSpec body) => IdView.OfAsync(call.List.MergeAsync(call.Actor, body))).Begins();
    }

    /// <summary>The import has the file open when the call returns; it is unlinked then.</summary>
    private static async Task<IdView> ImportAsync(ApiCall call)
    {
        var import = new ImportSpec
        {
            Path = call.Upload!.Path,
            Mode = call.Query("mode") ?? "both",
            DefaultCountry = call.Query("default_country"),
            Mapping = call.Query("mapping"),
            WorkingSet = call.Query("working_set"),
            ConsentColumn = call.Query("consent_column"),
            ConsentTimeColumn = call.Query("consent_time_column"),
            ConsentTextColumn = call.Query("consent_text_column"),
        };
        return new(await call.List.ImportAsync(call.Actor, import));
    }
}
