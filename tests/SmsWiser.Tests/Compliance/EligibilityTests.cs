using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Testing;

namespace SmsWiser.Tests.Compliance;

public sealed class EligibilityTests
{
    private const ulong French = 33612345678, American = 12125550123, Indian = 919812345678, TollFree = 18005550123;

    private static readonly DateTimeOffset Noon = DateTimeOffset.Parse("2026-11-23T15:00Z");
    private static readonly DateTimeOffset Night = DateTimeOffset.Parse("2026-11-23T23:00Z");
    private static readonly DateOnly TableDate = new(2026, 11, 22);
    private static readonly EligibilityTerms Terms = new(
        TrafficClass.Marketing, "Shop", [], IsAccountSuspended: false, RequiresConsent: false, OptOuts: null, Caps: null, Policy: null);

    [Fact]
    public void Lead_that_nothing_objects_to_is_eligible_as_long_as_its_hours_last()
    {
        Assert.Equal(
            new(EligibilityVerdict.Eligible, null, "FR", TableDate, DateTimeOffset.Parse("2026-11-23T19:00Z"))
            {
                PlaceNo = Places.Find(French).No,
            },
            Decide(Terms, French));
    }

    [Fact]
    public void Each_rule_has_its_reason_and_name()
    {
        Expect(SuppressionReason.InvalidNumber, "number", Decide(Terms, 33));
        Expect(SuppressionReason.InvalidNumber, "number", Decide(Terms, 0));
        Expect(SuppressionReason.InvalidNumber, "number", Decide(Terms, ulong.MaxValue));
        Expect(SuppressionReason.AccountSuspended, "account_suspension", Decide(Terms with { IsAccountSuspended = true }, French));
        Expect(SuppressionReason.ListSuspended, "list_suspension", Decide(Terms, French, suspended: true));
        Expect(SuppressionReason.OptedOut, "opt_out", Decide(Terms with { OptOuts = new Numbers(French) }, French));
        Expect(SuppressionReason.Left, "consent", Decide(Terms, French, ConsentState.Left));
        Expect(SuppressionReason.NoConsent, "consent", Decide(Terms, French, ConsentState.Pending));
        Expect(SuppressionReason.NoConsent, "consent", Decide(Terms with { RequiresConsent = true }, French));
        Expect(SuppressionReason.FrequencyCap, "frequency_cap", Decide(Terms with { Caps = new Numbers(French) }, French));
    }

    [Fact]
    public void Consent_on_record_and_other_numbers_pass()
    {
        var terms = Terms with { RequiresConsent = true, OptOuts = new Numbers(American), Caps = new Numbers(American) };

        Assert.Equal(EligibilityVerdict.Eligible, Decide(terms, French, ConsentState.Enrolled).Verdict);
    }

    [Theory]
    [InlineData("Shop", American, "", "sender.US")]
    [InlineData("Shop", American, "US", "sender.US")]
    [InlineData("Shop", Indian, "", "sender.IN")]
    [InlineData("Shop", Indian, "IN", null)]
    [InlineData("12345", American, "", null)]
    [InlineData("Shop", French, "", null)]
    public void Letters_are_no_sender_everywhere(string sender, ulong number, string registeredIn, string? rule)
    {
        var decision = Decide(Terms with { Sender = sender, RegisteredIn = registeredIn.Split(' ') }, number);

        if (rule is null)
            Assert.NotEqual(EligibilityVerdict.Exclude, decision.Verdict);
        else
            Assert.Equal(new(EligibilityVerdict.Exclude, SuppressionReason.SenderNotAllowed, rule, TableDate, default), decision);
    }

    [Fact]
    public void Quiet_hours_and_unknown_zones_hold_and_do_not_exclude()
    {
        var terms = Terms with { Sender = "12345" };

        Assert.Equal(
            new(EligibilityVerdict.Hold, SuppressionReason.QuietHours, "FR", TableDate, DateTimeOffset.Parse("2026-11-24T07:00Z"))
            {
                PlaceNo = Places.Find(French).No,
            },
            new Eligibility(terms).Decide(French, LeadFlags.New, isListSuspended: false, Night));
        Assert.Equal(
            new(EligibilityVerdict.Hold, SuppressionReason.ZoneUnknown, "zone", Places.Date, DateTimeOffset.MaxValue)
            {
                PlaceNo = Places.Find(TollFree).No,
            },
            Decide(terms, TollFree));
    }

    [Fact]
    public void First_rule_that_objects_decides()
    {
        var everybody = new Numbers(French);
        var all = Terms with { IsAccountSuspended = true, OptOuts = everybody, Caps = everybody, RequiresConsent = true };
        var american = all with { OptOuts = new Numbers(American), IsAccountSuspended = false };

        Expect(SuppressionReason.AccountSuspended, "account_suspension", Decide(all, French, ConsentState.Left, suspended: true));
        var resumed = all with { IsAccountSuspended = false };
        Expect(SuppressionReason.ListSuspended, "list_suspension", Decide(resumed, French, ConsentState.Left, suspended: true));
        Expect(SuppressionReason.OptedOut, "opt_out", Decide(resumed, French, ConsentState.Left));
        Expect(SuppressionReason.OptedOut, "opt_out", Decide(american, American));
        Expect(SuppressionReason.NoConsent, "consent", Decide(american with { OptOuts = null }, American));
        Assert.Equal("sender.US", Decide(american with { OptOuts = null, RequiresConsent = false }, American).Rule);
    }

    [Fact]
    public void Transactional_message_goes_at_night_without_consent_and_cap_but_never_past_an_opt_out()
    {
        var terms = Terms with { Class = TrafficClass.Transactional, RequiresConsent = true, Caps = new Numbers(French), Sender = "12345" };

        Assert.Equal(EligibilityVerdict.Eligible, new Eligibility(terms).Decide(French, LeadFlags.New, false, Night).Verdict);
        Assert.Equal(EligibilityVerdict.Eligible, Decide(terms, TollFree).Verdict);
        Expect(SuppressionReason.OptedOut, "opt_out", Decide(terms with { OptOuts = new Numbers(French) }, French));
    }

    [Fact]
    public void Reasons_have_fixed_numbers_and_names()
    {
        var names = Enum.GetValues<SuppressionReason>().Select(reason => $"{(int)reason} {SuppressionReasons.NameOf(reason)}");

        Assert.Equal(
            [
                "1 no_route", "2 changed", "3 content", "4 too_long", "5 empty", "6 unreadable", "7 invalid_number", "8 account_suspended",
                "9 list_suspended", "10 opted_out", "11 no_consent", "12 left", "13 sender_not_allowed", "14 frequency_cap",
                "15 zone_unknown", "16 quiet_hours", "17 validity", "18 pilot", "20 not_eligible",
            ],
            names);
        Assert.Equal(
            ["0 NotRecorded", "1 Enrolled", "2 Left", "3 Pending"],
            Enum.GetValues<ConsentState>().Select(state => $"{(int)state} {state}"));
    }

    [Fact]
    public void Nothing_is_allocated_per_lead()
    {
        var eligibility = new Eligibility(Terms with { OptOuts = new Numbers(American), Caps = new Numbers(American) });
        eligibility.Decide(French, LeadFlags.New, isListSuspended: false, Noon);

        Assert.Equal(0, Allocations.Least(() => eligibility.Decide(French, LeadFlags.New, isListSuspended: false, Noon)));
    }

    private static EligibilityDecision Decide(
        EligibilityTerms terms, ulong number, ConsentState consent = ConsentState.NotRecorded, bool suspended = false) =>
        new Eligibility(terms).Decide(number, LeadFlags.New with { Consent = (byte)consent }, suspended, Noon);

    private static void Expect(SuppressionReason reason, string rule, EligibilityDecision decision) =>
        Assert.Equal(new(EligibilityVerdict.Exclude, reason, rule, null, default), decision);

    private sealed class Numbers(params ulong[] numbers) : IOptOutLookup, IFrequencyLookup
    {
        public bool Contains(ulong number) => Array.IndexOf(numbers, number) >= 0;

        public SuppressionReason? FindReached(ulong number) => Contains(number) ? SuppressionReason.FrequencyCap : null;
    }
}
