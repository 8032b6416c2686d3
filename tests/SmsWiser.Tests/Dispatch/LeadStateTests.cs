using SmsWiser.Core.Dispatch;

namespace SmsWiser.Tests.Dispatch;

public sealed class LeadStateTests
{
    [Theory]
    [InlineData(Outcome.Open, 1)]
    [InlineData(Outcome.Accepted, 1, EntryState.Accepted)]
    [InlineData(Outcome.Open, 2, EntryState.Accepted)]
    [InlineData(Outcome.Accepted, 2, EntryState.Accepted, EntryState.Accepted, EntryState.Delivered)]
    [InlineData(Outcome.Delivered, 2, EntryState.Accepted, EntryState.Delivered, EntryState.Accepted, EntryState.Delivered)]
    [InlineData(Outcome.Undelivered, 2, EntryState.Accepted, EntryState.Accepted, EntryState.Delivered, EntryState.Undelivered)]
    [InlineData(Outcome.Expired, 1, EntryState.Accepted, EntryState.Expired)]
    [InlineData(Outcome.Rejected, 2, EntryState.Accepted, EntryState.Rejected)]
    [InlineData(Outcome.Open, 1, EntryState.Refused, EntryState.Refused)]
    [InlineData(Outcome.Accepted, 1, EntryState.Refused, EntryState.Accepted)]
    [InlineData(Outcome.Failed, 1, EntryState.Refused, EntryState.Failed)]
    [InlineData(Outcome.Unknown, 1, EntryState.Unknown)]
    [InlineData(Outcome.Unknown, 2, EntryState.Accepted, EntryState.Unknown)]
    [InlineData(Outcome.Accepted, 1, EntryState.Unknown, EntryState.LateAccepted)]
    [InlineData(Outcome.Rejected, 1, EntryState.Unknown, EntryState.LateRejected)]
    [InlineData(Outcome.Delivered, 1, EntryState.Unknown, EntryState.LateAccepted, EntryState.Delivered)]
    [InlineData(Outcome.Accepted, 1, EntryState.Accepted, EntryState.Intermediate)]
    [InlineData(Outcome.Revoked, 2, EntryState.Accepted, EntryState.Revoked)]
    [InlineData(Outcome.Cancelled, 1, EntryState.Refused, EntryState.Cancelled)]
    [InlineData(Outcome.Suppressed, 0, EntryState.Suppressed)]
    public void Entries_fold_to_one_outcome_in_any_order(Outcome expected, int parts, params EntryState[] entries)
    {
        foreach (var order in Orders(entries))
        {
            var state = default(LeadState);
            foreach (var entry in order)
                state = state.Fold(entry, entry >= EntryState.Revoked ? 0 : parts);

            Assert.Equal(expected, state.Outcome);
        }
    }

    [Fact]
    public void A_lead_of_which_parts_went_out_tells_how_many()
    {
        var state = default(LeadState).Fold(EntryState.Accepted, 3).Fold(EntryState.Rejected, 3).Fold(EntryState.Refused, 3);

        Assert.Equal((3, 2, false), (state.Parts, state.PartsOnWire, state.IsUntouched));
    }

    [Fact]
    public void A_withheld_lead_keeps_the_first_reason()
    {
        var state = default(LeadState).Fold(EntryState.Cancelled, 0).Fold(EntryState.Revoked, 0);

        Assert.Equal(Outcome.Cancelled, state.Outcome);
    }

    private static IEnumerable<EntryState[]> Orders(EntryState[] entries)
    {
        if (entries.Length < 2)
        {
            yield return entries;
            yield break;
        }
        for (var first = 0; first < entries.Length; first++)
        {
            foreach (var rest in Orders([.. entries.Where((_, i) => i != first)]))
                yield return [entries[first], .. rest];
        }
    }

    [Theory]
    [InlineData(EntryState.Accepted, EntryState.Delivered, Outcome.Delivered)]
    [InlineData(EntryState.Accepted, EntryState.Undelivered, Outcome.Undelivered)]
    [InlineData(EntryState.Unknown, EntryState.LateRejected, Outcome.Rejected)]
    public void One_entry_speaks_of_all_parts_of_a_text_that_went_whole(EntryState first, EntryState second, Outcome outcome)
    {
        var state = default(LeadState).Fold(Whole(first));
        Assert.Equal((3, 3), (state.Parts, state.PartsOnWire));

        Assert.Equal(outcome, state.Fold(Whole(second)).Outcome);

        static Entry Whole(EntryState state) => new(new(new(1), 0), new(1), 0, part: 0, parts: 3, 1, state, 0, 0, default);
    }
}
