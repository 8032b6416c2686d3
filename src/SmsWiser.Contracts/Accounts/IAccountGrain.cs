using SmsWiser.Contracts.Audience;
using SmsWiser.Contracts.Campaigns;
using SmsWiser.Contracts.Ledger;
using SmsWiser.Contracts.Compliance;
using SmsWiser.Contracts.Inbound;
using SmsWiser.Contracts.Shares;

namespace SmsWiser.Contracts.Accounts;

/// <summary>One account; the key is its client id. Everything here is asked by the account itself, unless it says that it is for the
/// operator of the platform.</summary>
[Alias("smswiser.account")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>Opens the account under the grain's key, once. A repeated call with the same name changes nothing.</summary>
    /// <exception cref="RefusedException"><c>already_exists</c> under another name, <c>invalid_value</c>.</exception>
    [Alias("open")]
    Task<AccountView> OpenAsync(string name);

    /// <summary>The account.</summary>
    /// <exception cref="RefusedException"><c>not_found</c>.</exception>
    [Alias("get")]
    Task<AccountView> GetAsync();

    /// <summary>Creates an empty list owned by this account.</summary>
    [Alias("create_list")]
    Task<OwnerListView> CreateListAsync(string name);

    /// <summary>Lists this account owns.</summary>
    [Alias("own_lists")]
    Task<IReadOnlyList<OwnerListView>> OwnListsAsync();

    /// <summary>Lists others share with this account and it has accepted.</summary>
    [Alias("shared_lists")]
    Task<IReadOnlyList<RecipientListView>> SharedListsAsync();

    /// <summary>Shares offered to this account, whatever became of them, newest first.</summary>
    [Alias("invitations")]
    Task<IReadOnlyList<RecipientShareView>> InvitationsAsync();

    /// <summary>Creates a campaign of this account.</summary>
    /// <returns>Public id of the campaign: the key of its grain.</returns>
    /// <exception cref="RefusedException"><c>invalid_value</c>, <c>invalid_template</c>, <c>invalid_filter</c>, <c>share_not_active</c>,
    /// <c>not_found</c> (a list that is not there, or not for this account).</exception>
    [Alias("create_campaign")]
    Task<string> CreateCampaignAsync(CampaignSpec campaign);

    /// <summary>Campaigns of this account, newest first.</summary>
    [Alias("campaigns")]
    Task<IReadOnlyList<CampaignView>> CampaignsAsync();

    /// <summary>For the operator: agrees how the account pays and who answers for it. An account is unbilled until then.</summary>
    /// <exception cref="RefusedException"><c>invalid_value</c>, <c>not_found</c> (the parent), <c>wrong_state</c> (another kind while
    /// sendouts are unfinished or a balance is left).</exception>
    [Alias("set_terms")]
    Task<BalanceView> SetTermsAsync(TermsSpec terms);

    /// <summary>For the operator: books a payment. Sendouts that wait for credits go on, oldest first; a suspension for a debt that is
    /// paid ends.</summary>
    /// <param name="paymentId">Names the payment: a repeated call with the same id and amount changes nothing.</param>
    /// <param name="amountMicros">Micro-units, at least 1.</param>
    /// <exception cref="RefusedException"><c>already_exists</c> (the id was used for another amount), <c>invalid_value</c>,
    /// <c>wrong_state</c> (unbilled).</exception>
    [Alias("top_up")]
    Task<BalanceView> TopUpAsync(string paymentId, long amountMicros);

    /// <summary>For the operator: corrects the balance.</summary>
    /// <param name="adjustmentId">Names the correction: a repeated call with the same content changes nothing.</param>
    /// <param name="amountMicros">Micro-units to add, or to take when negative; not 0.</param>
    /// <param name="reason">Shown on the statement, 1 to 100 characters.</param>
    /// <exception cref="RefusedException"><c>insufficient_credit</c>, <c>already_exists</c>, <c>invalid_value</c>,
    /// <c>wrong_state</c>.</exception>
    [Alias("adjust")]
    Task<BalanceView> AdjustAsync(string adjustmentId, long amountMicros, string reason);

    /// <summary>For the operator: suspends the account and all below it. What they send pauses; nothing can be started.</summary>
    /// <param name="reason"><c>unpaid</c> (ends when the debt is paid), <c>spam</c>, <c>unlawful</c> or <c>operator</c>.</param>
    [Alias("suspend")]
    Task<BalanceView> SuspendAsync(string reason);

    /// <summary>For the operator: ends the suspension of the account itself; what it had paused goes on.</summary>
    [Alias("lift")]
    Task<BalanceView> LiftAsync();

    /// <summary>Where the account stands.</summary>
    [Alias("balance")]
    Task<BalanceView> BalanceAsync();

    /// <summary>Changes of the available balance, newest first.</summary>
    /// <param name="skip">Lines to pass over.</param>
    /// <param name="take">Lines, 1 to 500.</param>
    [Alias("statement")]
    Task<IReadOnlyList<StatementLine>> StatementAsync(int skip, int take);

    /// <summary>Credits set aside for sendouts and what became of them, newest first.</summary>
    /// <param name="skip">Holds to pass over.</param>
    /// <param name="take">Holds, 1 to 500.</param>
    [Alias("holds")]
    Task<IReadOnlyList<HoldView>> HoldsAsync(int skip, int take);

    /// <summary>Takes a person's opt-out from one sender of this account, or from all it sends: held in this node when it returns. The
    /// answer does not tell whether they had left before.</summary>
    /// <exception cref="RefusedException"><c>invalid_value</c>.</exception>
    [Alias("opt_out")]
    Task OptOutAsync(OptOutSpec person);

    /// <summary>Takes a person's fresh consent, which undoes earlier opt-outs of the same scope and no other.</summary>
    /// <exception cref="RefusedException"><c>invalid_value</c>.</exception>
    [Alias("opt_in")]
    Task OptInAsync(OptOutSpec person);

    /// <summary>Opt-outs from what this account sends, by sender and day, newest first.</summary>
    [Alias("opt_out_counts")]
    Task<IReadOnlyList<OptOutDayView>> OptOutCountsAsync();

    /// <summary>The account's own hours for marketing.</summary>
    [Alias("hours")]
    Task<HoursView> HoursAsync();

    /// <summary>Sets the account's own hours for marketing, or removes them with null. They hold for what is prepared from then on, within
    /// about two seconds; leads that wait already are asked again when they were told to.</summary>
    /// <exception cref="RefusedException"><c>invalid_value</c>.</exception>
    [Alias("set_hours")]
    Task<HoursView> SetHoursAsync(HoursSpec? hours);

    /// <summary>Messages of people on lists of this account, or on no list, newest first.</summary>
    /// <param name="before">Place below which; null = from the newest.</param>
    /// <param name="take">1 to 100.</param>
    [Alias("inbound")]
    Task<IReadOnlyList<InboundRow>> InboundAsync(long? before, int take);

    /// <summary>How many messages answered this account over lists of others, by kind: <c>~1,200</c> or <c>&lt;300</c>. Who wrote what is
    /// for the owner of the list.</summary>
    [Alias("inbound_over_shares")]
    Task<IReadOnlyDictionary<string, string>> InboundOverSharesAsync();

    /// <summary>Words that this account answers by itself.</summary>
    [Alias("keywords")]
    Task<IReadOnlyList<KeywordView>> KeywordsAsync();

    /// <summary>Sets the answer to a word, or removes it with null. For STOP, START and HELP it replaces the text that comes with the
    /// program; what they do stays.</summary>
    /// <exception cref="RefusedException"><c>invalid_value</c>, <c>overloaded</c>.</exception>
    [Alias("set_keyword")]
    Task SetKeywordAsync(string word, string? answer);

    /// <summary>Sets which words of everyday talk (END, QUIT …) one sender of this account does not take as a stop.</summary>
    /// <exception cref="RefusedException"><c>invalid_value</c>.</exception>
    [Alias("set_sender_words_off")]
    Task SetSenderWordsOffAsync(string sender, IReadOnlyList<string> words);
}

/// <summary>An account as it sees itself.</summary>
[GenerateSerializer, Immutable, Alias("smswiser.account_view")]
public sealed record AccountView
{
    /// <summary>What others type to invite it.</summary>
    [Id(0)]
    public required string ClientId { get; init; }

    /// <summary>Its name.</summary>
    [Id(1)]
    public required string Name { get; init; }
}
