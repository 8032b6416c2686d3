using SmsWiser.Smpp;
using SmsWiser.Testing;

namespace SmsWiser.Tests.Smpp.Sessions;

/// <summary>The send section under load: what it costs and what revocation may rely on.</summary>
public sealed class EsmeSectionTests
{
    private const int Window = 64;

    [Fact]
    public void Fill_and_parse_allocate_nothing_per_message()
    {
        var (core, link, handler) = Bound();
        for (var i = 0; i < 200; i++) Exchange(core, link);

        var answered = handler.Answered;
        var allocated = Allocations.Least(() =>
        {
            for (var i = 0; i < 200; i++) Exchange(core, link);
        });

        Assert.Equal(0, allocated);
        Assert.Equal(1000 * Window, handler.Answered - answered);
    }

    [Fact]
    public async Task After_a_flipped_word_and_an_even_or_changed_section_no_fill_uses_the_old_word()
    {
        const int rounds = 300;
        var (core, link, handler) = Bound();
        using var stop = new CancellationTokenSource();
        var cancelled = TestContext.Current.CancellationToken;
        var pump = Task.Run(() => Loop(() => Exchange(core, link)), cancelled);
        var kicker = Task.Run(() => Loop(core.Kick), cancelled);

        for (var round = 0; round < rounds; round++)
        {
            handler.Allowed = true;
            var start = handler.Submitted;
            SpinUntil(() => handler.Submitted > start);

            handler.Allowed = false;
            Interlocked.MemoryBarrier();
            var section = core.SectionSequence;
            SpinUntil(() => long.IsEvenInteger(section) || core.SectionSequence != section);
            var submitted = handler.Submitted;
            section = core.SectionSequence;
            SpinUntil(() => core.SectionSequence >= section + 6);

            Assert.Equal(submitted, handler.Submitted);
        }

        await stop.CancelAsync();
        await Task.WhenAll(pump, kicker);

        void Loop(Action step)
        {
            while (!stop.IsCancellationRequested) step();
        }

        static void SpinUntil(Func<bool> condition) =>
            Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(30)), "the session stands still");
    }

    private static (EsmeCore Core, LoopLink Link, CountingEsme Handler) Bound()
    {
        var handler = new CountingEsme();
        var options = new EsmeOptions { Host = "smsc", Port = 2775, SystemId = "e", Password = "p", WindowSlots = Window };
        var core = new EsmeCore(options, handler, new ManualClock());
        var link = new LoopLink();
        core.Attach(link);
        core.KickFromPump();
        var response = PduCodec.Encode(new BindResponsePdu(CommandId.BindTransceiverResp, ""), 1, CommandStatus.Ok);
        response.CopyTo(core.ReceiveSpace);
        core.Received(response.Length, 0);
        core.KickFromPump();
        return (core, link, handler);
    }

    private static void Exchange(EsmeCore core, LoopLink link)
    {
        core.Received(link.Take(core.ReceiveSpace), 0);
        core.KickFromPump();
    }

    /// <summary>Submits without end while it is allowed to; looks once per fill.</summary>
    private sealed class CountingEsme : IEsmeHandler
    {
        private readonly SubmitSmFields fields = new("ACME");
        private readonly byte[] body = new byte[SubmitSmBody.MaxBytes];
        private volatile bool allowed = true;
        private long submitted;

        public bool Allowed
        {
            get => allowed;
            set => allowed = value;
        }

        public long Submitted => Interlocked.Read(ref submitted);

        public int Answered { get; private set; }

        public void OnBound(BindResult result)
        {
        }

        public void FillSubmits(ref SubmitBatch batch)
        {
            if (!allowed) return;
            while (true)
            {
                var length = SubmitSmBody.Write(body, fields, 447700900000 + (ulong)submitted, "Hello world"u8);
                if (!batch.TryAdd(body.AsSpan(0, length), (ulong)submitted)) return;
                Interlocked.Increment(ref submitted);
            }
        }

        public void OnOutcomes(ReadOnlySpan<SubmitOutcome> outcomes, ReadOnlySpan<byte> received) => Answered += outcomes.Length;

        public void OnDeliveries(ReadOnlySpan<Delivery> deliveries, ReadOnlySpan<byte> received)
        {
        }

        public void OnClosed(SessionClose close)
        {
        }
    }
}

