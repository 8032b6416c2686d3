using SmsWiser.Core.Accounts;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Compliance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Ledger;
using SmsWiser.Core.Inbound;
using SmsWiser.Core.Shares;
using SmsWiser.Core.Time;
using SmsWiser.Storage.Accounts;
using SmsWiser.Storage.Audience;
using SmsWiser.Storage.Backups;
using SmsWiser.Storage.Campaigns;
using SmsWiser.Storage.Carriers;
using SmsWiser.Storage.Compliance;
using SmsWiser.Storage.Dispatch;
using SmsWiser.Storage.Ledger;
using SmsWiser.Storage.Inbound;
using SmsWiser.Storage.Shares;

namespace SmsWiser.Storage.Sqlite;

/// <summary>The embedded store: <c>main.db</c> with all that is transactional, <c>leads.db</c> with the lead pages, each with one writer
/// loop and a few readers. Commits are durable when their task completes. Any thread.</summary>
public sealed class SqliteStore : IAsyncDisposable
{
    private readonly DatabaseFile main;
    private readonly DatabaseFile leads;
    private readonly DataDirectoryLock? directoryLock;

    private SqliteStore(DatabaseFile main, DatabaseFile leads, DataDirectoryLock? directoryLock)
    {
        this.main = main;
        this.leads = leads;
        this.directoryLock = directoryLock;
        Completion = WatchAsync(main, leads);
        Accounts = new SqliteAccountStore(main);
        Lists = new SqliteListStore(main);
        Pages = new SqliteLeadPageStore(leads);
        Imports = new SqliteImportStore(main);
        Shares = new SqliteShareStore(main);
        Campaigns = new SqliteCampaignStore(main);
        Sendouts = new SqliteSendoutStore(main);
        Dispatch = new SqliteDispatchStore(main);
        Pauses = new SqlitePauseStore(main);
        Carriers = new SqliteCarrierStore(main);
        Ledger = new SqliteLedgerStore(main);
        Audit = new(main);
        Keys = new(main);
        var optOuts = new SqliteOptOutStore(main);
        (OptOuts, GateLog) = (optOuts, optOuts);
        Frequency = new SqliteFrequencyStore(main);
        Inbound = new SqliteInboundStore(main);
        SingleMessages = new SqliteSingleMessageStore(main);
        TestSends = new SqliteTestSendStore(main);
        OwnNumbers = new SqliteOwnNumberStore(main);
        ApiKeys = new SqliteApiKeyStore(main);
        Idempotency = new SqliteIdempotencyStore(main);
    }

    /// <summary>Accounts and id blocks.</summary>
    public IAccountStore Accounts { get; }

    /// <summary>Lists, fields, keys and segments.</summary>
    public IListStore Lists { get; }

    /// <summary>Sealed lead pages.</summary>
    public ILeadPageStore Pages { get; }

    /// <summary>Imports and their errors.</summary>
    public IImportStore Imports { get; }

    /// <summary>Share grants and their stops.</summary>
    public IShareStore Shares { get; }

    /// <summary>Campaigns.</summary>
    public ICampaignStore Campaigns { get; }

    /// <summary>Sendouts, plans and counters.</summary>
    public ISendoutStore Sendouts { get; }

    /// <summary>Claims, journal and withdrawals.</summary>
    public IDispatchStore Dispatch { get; }

    /// <summary>Pauses of the operator.</summary>
    public IPauseStore Pauses { get; }

    /// <summary>Carriers, binds and routes.</summary>
    public ICarrierStore Carriers { get; }

    /// <summary>Terms, prices, balances and holds.</summary>
    public ILedgerStore Ledger { get; }

    /// <summary>Checks of the ledger.</summary>
    public LedgerAudit Audit { get; }

    /// <summary>What is kept under master keys.</summary>
    public StoredKeys Keys { get; }

    /// <summary>Opt-outs by number key.</summary>
    public IOptOutStore OptOuts { get; }

    /// <summary>Stops, opt-outs, pauses and cancels in the order of their commits.</summary>
    public IGateLog GateLog { get; }

    /// <summary>Caps on messages by person and what they count on.</summary>
    public IFrequencyStore Frequency { get; }

    /// <summary>Messages of people.</summary>
    public IInboundStore Inbound { get; }

    /// <summary>Single messages.</summary>
    public ISingleMessageStore SingleMessages { get; }

    /// <summary>Test messages.</summary>
    public ITestSendStore TestSends { get; }

    /// <summary>Numbers of accounts' own people.</summary>
    public IOwnNumberStore OwnNumbers { get; }

    /// <summary>Keys to the HTTP API.</summary>
    public IApiKeyStore ApiKeys { get; }

    /// <summary>Requests under idempotency keys.</summary>
    public IIdempotencyStore Idempotency { get; }

    /// <summary>Ends when the store was closed, or with the error of a loop that died; then the node must end too.</summary>
    public Task Completion { get; }

    internal DatabaseFile Main => main;

    /// <summary>Opens a data directory, creating what is missing, and brings it to the version of this program. Imports that an earlier
    /// process left running become failed.</summary>
    /// <param name="directory">Where the files lie; used by this store alone while it is open.</param>
    /// <param name="loops">Starts the writer and checkpoint loops.</param>
    /// <param name="time">Clock of the checkpoints and of what opening itself writes.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="cancellation">Honoured before opening starts.</param>
    /// <exception cref="DataDirectoryInUseException">Another process uses the directory.</exception>
    /// <exception cref="DatabaseTooNewException">A newer program wrote it.</exception>
    /// <exception cref="StoreException">A file cannot be opened or is not a database.</exception>
    public static Task<SqliteStore> OpenAsync(
        string directory, ILoops loops, TimeProvider time, SqliteStoreOptions options, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        options.Validate();
        cancellation.ThrowIfCancellationRequested();
        return OpenFilesAsync(directory, loops, time, options, DataDirectoryLock.Take(directory));
    }

    /// <summary>Opens a store in memory, for simulation and tests: the same writers and statements on one connection per file. All callers
    /// and loops must share one thread, or take turns.</summary>
    public static Task<SqliteStore> OpenInMemoryAsync(
        ILoops loops, TimeProvider time, SqliteStoreOptions options, CancellationToken cancellation)
    {
        options.Validate();
        cancellation.ThrowIfCancellationRequested();
        return OpenFilesAsync(directory: null, loops, time, options, directoryLock: null);
    }

    /// <summary>Finishes the writes that wait, refuses new ones, closes the files and frees the directory.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await leads.DisposeAsync();
        }
        finally
        {
            try
            {
                await main.DisposeAsync();
            }
            finally
            {
                directoryLock?.Dispose();
            }
        }
    }

    private static async Task WatchAsync(DatabaseFile main, DatabaseFile leads) =>
        await await Task.WhenAny(main.Completion, leads.Completion);

    private static async Task<SqliteStore> OpenFilesAsync(
        string? directory, ILoops loops, TimeProvider time, SqliteStoreOptions options, DataDirectoryLock? directoryLock)
    {
        const int MainPageBytes = 4_096;
        const int LeadsPageBytes = 16_384;
        DatabaseFile? main = null;
        try
        {
            main = DatabaseFile.Open(Under("main.db"), "Main", MainPageBytes, loops, time, options, db =>
                Recovery.Run(db, time.GetUtcNow()));
            var leads = DatabaseFile.Open(Under("leads.db"), "Leads", LeadsPageBytes, loops, time, options, prepare: null);
            return new SqliteStore(main, leads, directoryLock);
        }
        catch
        {
            if (main is not null)
                await main.DisposeAsync();
            directoryLock?.Dispose();
            throw;
        }

        string? Under(string file) => directory is null ? null : Path.Combine(Path.GetFullPath(directory), file);
    }
}
