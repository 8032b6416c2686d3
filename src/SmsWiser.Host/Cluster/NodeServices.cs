using Microsoft.Extensions.DependencyInjection;
using SmsWiser.Core;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Time;
using SmsWiser.Engine;
using SmsWiser.Storage.Sqlite;

namespace SmsWiser.Host.Cluster;

/// <summary>Registers the engine of a silo over its store.</summary>
internal static class NodeServices
{
    /// <summary>Adds the engine, the store's ports, loops and chance; the caller adds ids, keys and <c>DispatchOptions</c>.</summary>
    public static IServiceCollection AddNode(
        this IServiceCollection services, NodeId node, SqliteStore store, ILoops loops, IRandom random) => services
        .AddSingleton(loops).AddSingleton(random)
        .AddSingleton(store.Accounts).AddSingleton(store.Lists).AddSingleton(store.Pages).AddSingleton(store.Imports)
        .AddSingleton(store.Shares).AddSingleton(store.Campaigns).AddSingleton(store.Sendouts).AddSingleton(store.Dispatch)
        .AddSingleton(store.Carriers).AddSingleton(store.Pauses)
        .AddSingleton(store.Ledger).AddSingleton(store.OptOuts).AddSingleton(store.GateLog)
        .AddSingleton(store.Frequency).AddSingleton(store.ApiKeys)
        .AddSingleton(store.Inbound).AddSingleton(store.SingleMessages).AddSingleton(store.TestSends).AddSingleton(store.OwnNumbers)
        .AddEngine(node);
}
