using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SmsWiser.Actors;
using SmsWiser.Core;
using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Sealing;
using SmsWiser.Core.Shares;
using SmsWiser.Engine;
using SmsWiser.Engine.Carriers;
using SmsWiser.Engine.Dispatch;
using SmsWiser.Engine.Inbound;
using SmsWiser.Smpp;
using SmsWiser.Testing.Accounts;
using SmsWiser.Testing.Audience;
using SmsWiser.Testing.Campaigns;
using SmsWiser.Testing.Carriers;
using SmsWiser.Testing.Chance;
using SmsWiser.Testing.Compliance;
using SmsWiser.Testing.Shares;

namespace SmsWiser.Tests.Dispatch;

/// <summary>The dispatch loop on virtual time, with two binds of one carrier and a store whose answers the test gives.</summary>
public sealed class DispatcherTests : IDisposable
{
    private static readonly CarrierId Carrier = new(1);
    private static readonly SendoutId Sendout = new(7);
    private static readonly PlannedChunk Chunk = new(new(Sendout, 0), new(1), new(2), default, 0, 0, Leads: 1, Reason: null, new byte[8]);

    private readonly SeededScheduler seeded = new(1, DateTimeOffset.UnixEpoch);
    private readonly MemorySendouts memory = new();
    private readonly HeldDispatchStore store;
    private readonly ServiceProvider services;
    private readonly Dispatcher dispatcher;
    private readonly BindWriter[] binds;

    public DispatcherTests()
    {
        store = new(memory);
        var random = new SeededRandom(1);
        services = new ServiceCollection()
            .AddSingleton(new DispatchOptions { PreparedChunksPerBind = 0 })
            .AddEngine(new(1))
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<TimeProvider>(seeded).AddSingleton<IRandom>(random).AddSingleton<IDispatchStore>(store)
            .AddSingleton(new KeyRing([new MasterKey(1, new byte[MasterKey.Size])], random))
            .AddSingleton<IAccountStore>(new MemoryAccountStore())
            .AddSingleton<ILeadPageStore>(new MemoryPageStore()).AddSingleton<IListStore>(new MemoryListStore())
            .AddSingleton<IShareStore>(new MemoryShareStore()).AddSingleton<MemoryCampaignStore>()
            .AddSingleton<ICampaignStore>(provider => provider.GetRequiredService<MemoryCampaignStore>())
            .AddSingleton<ICarrierStore>(new MemoryCarrierStore()).AddSingleton(memory)
            .AddSingleton<ISendoutStore, MemorySendoutStore>().AddSingleton<IOptOutStore>(new MemoryOptOutStore())
            .BuildServiceProvider();
        dispatcher = services.GetRequiredService<Dispatcher>();
        binds = [.. Enumerable.Range(1, 2).Select(no => new BindWriter(
            Carrier, $"carrier/{no}", new AccountRate(seeded.TimestampFrequency, tracedSends: 0), services.GetRequiredService<Gate>(),
            services.GetRequiredService<BoardTable>(), services.GetRequiredService<Journal>(),
            services.GetRequiredService<InboundIntake>(), services.GetRequiredService<DispatchOptions>(), seeded))];
    }

    public void Dispose() => services.Dispose();

    [Fact]
    public void A_chunk_claimed_again_before_its_release_is_answered_keeps_its_new_plan()
    {
        Start();
        Bind();
        store.Claims[0].SetResult([Chunk]);
        seeded.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal(2, store.Claims.Count);
        foreach (var bind in binds)
            bind.OnClosed(new(SessionCloseReason.EndOfStream, null, "gone"));
        seeded.RunFor(TimeSpan.FromSeconds(1));
        Assert.Single(store.Releases);

        store.Claims[1].SetResult([Chunk]);
        Bind();
        store.Releases[0].SetResult();
        seeded.RunFor(TimeSpan.FromMilliseconds(1));

        Assert.Same(Chunk, services.GetRequiredService<ActiveRuns>().Find(Sendout)!.Board(0)!.Plan);
    }

    [Fact]
    public void A_chunk_whose_last_lead_ended_meanwhile_is_not_given_back()
    {
        Start();
        Bind();
        store.Claims[0].SetResult([Chunk]);
        seeded.RunFor(TimeSpan.FromSeconds(1));
        var board = services.GetRequiredService<ActiveRuns>().Find(Sendout)!.Board(0)!;

        board.Open = 0;
        foreach (var bind in binds)
            bind.OnClosed(new(SessionCloseReason.EndOfStream, null, "gone"));
        seeded.RunFor(TimeSpan.FromSeconds(1));

        Assert.Empty(store.Releases);
        Assert.Null(board.Plan);
    }

    [Fact]
    public void A_bind_that_is_about_to_unbind_takes_no_work_though_it_is_bound()
    {
        Start();
        Bind();
        Assert.True(binds[0].TakesWork);

        binds[0].Unbind();

        Assert.Equal((true, false), (binds[0].IsBound, binds[0].TakesWork));
    }

    /// <summary>Starts the loop with a sendout of one chunk.</summary>
    private void Start()
    {
        var sendout = new Sendout(Sendout, new(8), new(9), TrafficClass.Marketing, SendoutState.Planning, 0, 0, 0, null, default, null);
        _ = new TurnQueue(seeded).StartAsync(dispatcher.RunAsync);
        var ready = new TurnQueue(seeded).StartAsync(async () =>
        {
            await services.GetRequiredService<ICarrierStore>().SaveRouteAsync(new(new(1), "", [Carrier]), default);
            await services.GetRequiredService<ICampaignStore>().AddAsync(
                new(new(8), "c", new(9), "Test", "Sender", "Hi", TrafficClass.Marketing, [], default), default);
            var sendouts = services.GetRequiredService<ISendoutStore>();
            await sendouts.BeginAsync(sendout, default);
            await sendouts.AppendAsync([Chunk], default);
            await sendouts.FinishPlanAsync(Sendout, [new(default, 1, 0)], default, default);
            foreach (var bind in binds)
                await dispatcher.AddBindAsync(bind);
            await dispatcher.StartAsync(Sendout);
        });
        seeded.RunUntil(ready, TimeSpan.FromSeconds(1));
    }

    private void Bind()
    {
        foreach (var bind in binds)
            bind.OnBound(new BindResult("SMSC", null, 0));
        seeded.RunFor(TimeSpan.FromMilliseconds(1));
    }
}
