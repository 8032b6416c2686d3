using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Links;
using SmsWiser.Core.Sealing;
using SmsWiser.Core.Time;
using SmsWiser.Engine.Accounts;
using SmsWiser.Engine.Audience;
using SmsWiser.Engine.Campaigns;
using SmsWiser.Engine.Carriers;
using SmsWiser.Engine.Compliance;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Engine.Ledger;
using SmsWiser.Engine.Inbound;
using SmsWiser.Engine.Links;
using SmsWiser.Engine.Shares;
using SmsWiser.Smpp;

namespace SmsWiser.Engine;

/// <summary>Registers what a node runs. The host adds the store ports, <c>KeyRing</c>, <c>IRandom</c>, <c>IIds</c>, <c>ILoops</c>,
/// <c>TimeProvider</c>, logging and <c>IGrainFactory</c>.</summary>
public static class EngineServices
{
    /// <summary>The grain classes, for the grain host.</summary>
    public static IReadOnlyList<Type> GrainClasses { get; } =
        [typeof(AccountGrain), typeof(LeadListGrain), typeof(ShareGrantGrain), typeof(CampaignGrain), typeof(CarrierGrain),
            typeof(BindGrain), typeof(RoutesGrain), typeof(PlatformGrain), typeof(SendingGrain), typeof(ApiKeysGrain), typeof(ApiKeyGrain),
            typeof(LinksGrain), typeof(OptOutsGrain)];

    /// <summary>Adds the engine of one node.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="node">This process start.</param>
    public static IServiceCollection AddEngine(this IServiceCollection services, NodeId node)
    {
        services.AddSingleton(node.GetType(), node);
        services.TryAddSingleton(new DispatchOptions());
        services.TryAddSingleton(new OptOutOptions());
        services.TryAddSingleton(new LinkOptions());
        services.AddSingleton(provider => new BoardTable(provider.GetRequiredService<DispatchOptions>().BoardSlots));
        services.AddSingleton<CarrierProfiles>().AddSingleton<Gate>().AddSingleton<ActiveRuns>().AddSingleton<Journal>()
            .AddSingleton<Dispatcher>().AddSingleton<Preparer>().AddSingleton<SendingHours>().AddSingleton<ChunkClaims>()
            .AddSingleton<Recovery>().AddSingleton<UncountedLeads>().AddSingleton<FrequencyBook>().AddSingleton<FrequencyCaps>()
            .AddSingleton<GateLogReader>().AddSingleton<StoredOptOuts>().AddSingleton<OptOuts>();
        services.AddSingleton<InboundIntake>().AddSingleton<InboundComposer>().AddSingleton<InboundReader>().AddSingleton<LeadFinder>()
            .AddSingleton<InboundResolver>().AddSingleton<SingleMessages>().AddSingleton<ReplySender>()
            .AddSingleton<OptOutCommands>().AddSingleton<Inbox>().AddSingleton<AccountHours>();
        services.AddSingleton<SendingPauses>().AddSingleton<NodePauses>();
        services.AddSingleton<ApplyPauses>(provider => provider.GetRequiredService<NodePauses>().ApplyAsync);
        services.AddSingleton<OptOutLinks>().AddSingleton<PlatformOptOuts>();
        services.AddSingleton<ReloadHours>(provider => provider.GetRequiredService<Dispatcher>().ReloadHoursAsync);
        services.AddSingleton<NodeBinds>().AddSingleton<ShareStop>();
        services.AddSingleton(provider => new EngineNode(
            provider.GetRequiredService<Journal>(), provider.GetRequiredService<Dispatcher>(), provider.GetRequiredService<Recovery>(),
            provider.GetRequiredService<Planning>(), provider.GetRequiredService<CampaignClock>(),
            provider.GetRequiredService<ListEraser>(), provider.GetRequiredService<LedgerSweep>(), provider.GetRequiredService<NodeBinds>(),
            provider.GetRequiredService<GateLogReader>(),
            provider.GetRequiredService<InboundReader>(), provider.GetRequiredService<InboundResolver>(),
            provider.GetRequiredService<ReplySender>(), provider.GetRequiredService<ILoops>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<NonceSource>();
        services.AddSingleton(provider => NumberTagsOf(provider.GetRequiredService<KeyRing>()));
        services.AddSingleton<OwnNumbers>();
        services.AddSingleton(provider => LinkCodesOf(provider.GetRequiredService<KeyRing>()));
        services.AddSingleton<Access>().AddSingleton<ShareViews>().AddSingleton<Invitations>().AddSingleton<CampaignDrafts>();
        services.AddSingleton<LeadRows>().AddSingleton<Importer>().AddSingleton<Imports>().AddSingleton<OpenImport>(File.OpenRead);
        services.AddSingleton<LeadEditor>().AddSingleton<LeadPages>().AddSingleton<ListExporter>().AddSingleton<ListEraser>();
        services.AddSingleton<ICampaignHistory, JournalHistory>().AddSingleton<Conditions>().AddSingleton<ListJobs>();
        services.AddSingleton<Counts>().AddSingleton<Exports>().AddSingleton<CreateExport>(
            path => new FileStream(path, FileMode.CreateNew, FileAccess.Write));
        services.AddSingleton<ListTopics>().AddSingleton<ListLeads>().AddSingleton<SavedSegments>();
        services.AddSingleton<Planner>().AddSingleton<Planning>().AddSingleton<SendoutStart>().AddSingleton<CampaignClock>()
            .AddSingleton<SendoutReport>().AddSingleton<Estimates>().AddSingleton<Previews>().AddSingleton<TestSends>()
            .AddSingleton<IneligibleFold>().AddSingleton<IneligibleRows>().AddSingleton<IneligibleNumbers>();
        services.TryAddSingleton(new LedgerOptions());
        services.AddSingleton<Suspensions>().AddSingleton<Billing>().AddSingleton<CarrierPrices>().AddSingleton<LedgerSweep>();
        services.AddSingleton<OpenSession>(provider =>
            (options, handler) => new EsmeSession(options, handler, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<StopShare>(provider => provider.GetRequiredService<ShareStop>().StopAsync);
        services.AddSingleton(provider =>
        {
            var dispatcher = provider.GetRequiredService<Dispatcher>();
            return new SendoutCommands(dispatcher.StartAsync, dispatcher.PauseAsync, dispatcher.ResumeAsync, dispatcher.CancelAsync);
        });
        return services;
    }

    /// <summary>Number tags of a new owner.</summary>
    internal static NumberTags NumberTagsOf(KeyRing keys)
    {
        Span<byte> key = stackalloc byte[MasterKey.Size];
        keys.DeriveNumberKey(key);
        var tags = new NumberTags(key);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(key);
        return tags;
    }

    /// <summary>Codes of links, of a new owner.</summary>
    internal static LinkCodes LinkCodesOf(KeyRing keys)
    {
        Span<byte> key = stackalloc byte[MasterKey.Size];
        keys.DeriveLinkKey(key);
        var codes = new LinkCodes(key);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(key);
        return codes;
    }
}
