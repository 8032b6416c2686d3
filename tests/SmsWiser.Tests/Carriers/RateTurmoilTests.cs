using SmsWiser.Actors;
using SmsWiser.Contracts.Carriers;
using SmsWiser.Engine.Carriers;
using SmsWiser.Testing.Carriers;

namespace SmsWiser.Tests.Carriers;

/// <summary>Two activations, in one process or in two that hold some of the binds each, divide one carrier's rate while binds come and go,
/// rest and are throttled, and grants are late, or arrive after their caller gave up. After every grant the bench holds the sum against
/// the contract.</summary>
public sealed class RateTurmoilTests
{
    private const int Seeds = 60;
    private static readonly TimeSpan Turmoil = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Calm = TimeSpan.FromMinutes(4);

    [Theory]
    [InlineData(9, 4, 0)]
    [InlineData(100, 3, 0)]
    [InlineData(1_003, 4, 0)]
    [InlineData(50_000, 8, 0)]
    [InlineData(1_003, 4, 2)]
    [InlineData(50_000, 8, 3)]
    public void The_grants_in_force_never_sum_above_the_contract_and_in_the_end_use_it(int contract, int binds, int apart)
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var clock = new SeededScheduler((ulong)seed, DateTimeOffset.UnixEpoch);
            var run = new Run(clock, new Random(seed), contract, binds, apart);
            run.Play();

            Assert.True(run.Divisions > 50, $"seed {seed}: {run.Divisions} divisions are too few to tell");
            Assert.Equal((seed, contract), (seed, run.Sum));
        }
    }

    private sealed class Run(SeededScheduler clock, Random chance, int contract, int binds, int apart)
    {
        private readonly RateBench bench = new(clock, contract, binds);
        private bool isCalm;
        private bool isOver;

        public long Divisions { get; private set; }

        public int Sum => bench.Sum;

        public void Play()
        {
            var ended = new TurnQueue(clock).StartAsync(async () =>
            {
                await bench.Save();
                foreach (var bind in bench.Binds)
                {
                    await bind.GrantRateAsync(new() { Version = 1, RatePerSecond = 1, AccountRatePerSecond = contract });
                    bind.Way = arrive => TravelAsync(arrive);
                }
            });
            clock.RunUntil(ended, Turmoil);
            var (one, other) = (Held(i => i >= apart), Held(i => i < apart || apart == 0));
            List<Task> loops = [Start(() => DivideAsync(one)), Start(() => DivideAsync(other)), Start(DisturbAsync)];
            clock.RunFor(Turmoil);
            isCalm = true;
            clock.RunFor(Calm);
            isOver = true;
            clock.RunUntil(Task.WhenAll(loops), Calm);
            Divisions = bench.CarrierAsync().GetAwaiter().GetResult().RateVersion;
        }

        private Task Start(Func<Task> loop) => new TurnQueue(clock).StartAsync(loop);

        /// <summary>The binds as a process sees them that holds only some.</summary>
        private IBindGrain[] Held(Predicate<int> here) =>
            [.. bench.Binds.Select((bind, i) => here(i) ? bind : (IBindGrain)new BindElsewhere())];

        private async Task DivideAsync(IBindGrain[] held)
        {
            var rates = new CarrierRates(bench.Store, clock);
            while (!isOver)
            {
                try
                {
                    var carrier = await bench.CarrierAsync();
                    await PauseAsync(100);
                    await rates.DivideAsync(carrier, held, trusted: chance.Next(10) == 0);
                }
                catch (TimeoutException)
                {
                    rates = new(bench.Store, clock);
                }
                await PauseAsync(1_000);
            }
        }

        private async Task DisturbAsync()
        {
            while (!isCalm)
            {
                var bind = bench.Binds[chance.Next(binds)];
                switch (chance.Next(5))
                {
                    case 0:
                        bind.GoDown();
                        break;
                    case 1:
                        bind.Throttle();
                        break;
                    case 2:
                        bind.IsIdle = !bind.IsIdle;
                        break;
                    default:
                        if (!bind.IsUp)
                            bind.ComeUp();
                        break;
                }
                await PauseAsync(2_000);
            }
            foreach (var bind in bench.Binds)
            {
                bind.IsIdle = false;
                if (!bind.IsUp)
                    bind.ComeUp();
            }
            while (!isOver)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), clock);
                foreach (var bind in bench.Binds)
                    bind.Rate.Recover(clock.GetTimestamp());
            }
        }

        /// <summary>A grant arrives late; sometimes its caller no longer waits.</summary>
        private async Task TravelAsync(Action arrive)
        {
            if (!isCalm && chance.Next(12) == 0)
            {
                _ = ArriveAsync(3_000);
                await PauseAsync(500);
                throw new TimeoutException("The caller gave up.");
            }
            await ArriveAsync(200);
            await PauseAsync(200);

            async Task ArriveAsync(int milliseconds)
            {
                await PauseAsync(milliseconds);
                arrive();
            }
        }

        private Task PauseAsync(int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(chance.Next(milliseconds)), clock);
    }
}
