using System.Reflection;
using SmsWiser.Contracts;
using SmsWiser.Contracts.Audience;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Contracts.Shares;

namespace SmsWiser.Tests.Accounts;

/// <summary>What a recipient may see are types of their own, which cannot hold a lead or an exact count.</summary>
public sealed class RecipientViewTests
{
    private static readonly Type[] Views =
        [.. typeof(RefusedException).Assembly.GetExportedTypes()
            .Where(type => type.Name.StartsWith("Recipient", StringComparison.Ordinal))];

    [Fact]
    public void The_views_of_recipients_are_these() =>
        Assert.Equal([typeof(RecipientCountView), typeof(RecipientListView), typeof(RecipientShareView)], Views.OrderBy(type => type.Name));

    [Fact]
    public void From_no_recipient_view_can_a_lead_or_an_owners_view_be_reached()
    {
        var reached = Views.SelectMany(Reachable).Distinct().ToList();

        Assert.DoesNotContain(typeof(LeadRow), reached);
        Assert.DoesNotContain(typeof(ListJobView), reached);
        Assert.DoesNotContain(typeof(GrowthView), reached);
        Assert.DoesNotContain(typeof(ErasureView), reached);
        Assert.DoesNotContain(typeof(WorkingSetView), reached);
        Assert.DoesNotContain(typeof(OwnerListView), reached);
        Assert.DoesNotContain(typeof(OwnerShareView), reached);
        Assert.DoesNotContain(typeof(OutcomeTotals), reached);
        Assert.Contains(typeof(FieldView), reached);
    }

    [Fact]
    public void The_only_number_in_a_recipient_view_is_its_own_part_of_the_profit()
    {
        var numbers = Views.SelectMany(Reachable).Distinct().SelectMany(type => type.GetProperties())
            .Where(property => property.PropertyType.IsPrimitive && property.PropertyType != typeof(bool))
            .Where(property => property.DeclaringType!.Assembly == typeof(RefusedException).Assembly)
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}").Distinct();

        Assert.Equal(["RecipientShareView.ProfitBasisPoints"], numbers);
    }

    [Fact]
    public void Over_shared_lists_a_report_has_texts_only() =>
        Assert.Equal(
            typeof(IReadOnlyDictionary<string, string>), typeof(CampaignReport).GetProperty(nameof(CampaignReport.Shared))!.PropertyType);

    private static IEnumerable<Type> Reachable(Type type)
    {
        var seen = new HashSet<Type>();
        var open = new Stack<Type>([type]);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next))
                continue;
            foreach (var argument in next.GetGenericArguments())
                open.Push(argument);
            if (next.Assembly != typeof(RefusedException).Assembly)
                continue;
            foreach (var property in next.GetProperties(BindingFlags.Public | BindingFlags.Instance))
                open.Push(property.PropertyType);
        }
        return seen;
    }
}
