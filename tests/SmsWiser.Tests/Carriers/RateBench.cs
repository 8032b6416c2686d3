using SmsWiser.Core.Carriers;
using SmsWiser.Engine.Carriers;
using SmsWiser.Testing.Carriers;

namespace SmsWiser.Tests.Carriers;

/// <summary>A carrier with binds whose state the test sets, and the division of its rate over them. After each grant that a bind takes the
/// grants in force are summed and held against the contract.</summary>
internal sealed class RateBench
{
    private readonly TimeProvider time;
    private readonly int contract;

    public RateBench(TimeProvider time, int contract, int binds)
    {
        (this.time, this.contract) = (time, contract);
        var account = new AccountRate(time.TimestampFrequency, tracedSends: 0);
        Binds = [.. Enumerable.Range(1, binds).Select(no => new TestBind(no, account, time) { Granted = CheckSum })];
        var rows = RateDivision.Divide(Math.Max(contract, binds), [.. Binds.Select(_ => int.MaxValue)])
            .Select((share, i) => new Bind(new(11 + i), i + 1, BindKind.Transceiver, 10, contract == 0 ? 0 : share));
        Save = () => Store.SaveAsync(
            new(new(1), "alpha", "smsc", 2775, "esme", new byte[] { 1 }, "", contract, [.. rows]), CancellationToken.None);
    }

    public MemoryCarrierStore Store { get; } = new();

    public TestBind[] Binds { get; }

    public Func<Task> Save { get; }

    /// <summary>The grants in force, in order of the binds.</summary>
    public string InForce => string.Join(" ", Binds.Select(bind => bind.Rate.Granted));

    public int Sum => Binds.Sum(bind => bind.Rate.Granted);

    /// <summary>A bench whose binds are all up and have their equal shares.</summary>
    public static async Task<(RateBench Bench, CarrierRates Rates)> UpAsync(TimeProvider time, int contract, int binds)
    {
        var bench = new RateBench(time, contract, binds);
        await bench.Save();
        foreach (var bind in bench.Binds)
        {
            await bind.GrantRateAsync(new() { Version = 1, RatePerSecond = Math.Min(contract, 1), AccountRatePerSecond = contract });
            bind.ComeUp();
        }
        var rates = new CarrierRates(bench.Store, time);
        Assert.True(await bench.DivideAsync(rates, trusted: true));
        return (bench, rates);
    }

    public async Task<Carrier> CarrierAsync() => Assert.Single(await Store.ListAsync(CancellationToken.None));

    public async Task<bool> DivideAsync(CarrierRates rates, bool trusted = false) =>
        await rates.DivideAsync(await CarrierAsync(), Binds, trusted);

    private void CheckSum()
    {
        if (contract > 0 && Sum > contract)
            Assert.Fail($"{InForce} are granted of {contract} at {time.GetUtcNow():O}");
    }
}
