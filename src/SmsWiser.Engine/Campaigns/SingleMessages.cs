using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SmsWiser.Core;
using SmsWiser.Core.Audience;
using SmsWiser.Core.Campaigns;
using SmsWiser.Core.Carriers;
using SmsWiser.Core.Chance;
using SmsWiser.Core.Dispatch;
using SmsWiser.Core.Inbound;
using SmsWiser.Core.Sealing;
using SmsWiser.Engine.Ledger;

namespace SmsWiser.Engine.Campaigns;

/// <summary>One text for one person.</summary>
/// <param name="Number">E.164 digits.</param>
/// <param name="Text">The text; a link in it is withheld like any link in a lead's value.</param>
/// <param name="Answers">The message of the person that it answers, or 0.</param>
internal readonly record struct SingleMessage(ulong Number, string Text, InboundId Answers);

/// <summary>Sends single messages the way of all messages: sealed in pages of a hidden list per account, sender, class and day, planned as
/// chunks, claimed, gated, journalled and counted. Durable when a call returns. One caller at a time.</summary>
internal sealed class SingleMessages(
    ISingleMessageStore store, IListStore lists, ILeadPageStore pages, ICarrierStore carriers, SendoutCommands dispatch, KeyRing keys,
    IIds ids, IRandom random, TimeProvider time) : IDisposable
{
    private const int BytesPerLead = 8;

    private readonly NumberTags tags = EngineServices.NumberTagsOf(keys);
    private readonly NonceSource nonces = new(random);

    /// <summary>Sends up to 256 messages of one account and sender.</summary>
    /// <returns>Those that no route leads to; they are not sent.</returns>
    public async Task<IReadOnlyList<SingleMessage>> SendAsync(
        AccountId account, string sender, TrafficClass traffic, IReadOnlyList<SingleMessage> messages)
    {
        var today = await FindAsync(account, sender, traffic);
        var list = await lists.FindAsync(today.List, CancellationToken.None)
            ?? throw new InvalidDataException($"list {today.List.Value} of single messages is not in the store");
        // Answers are not charged: the platform owes them to the person.
        var tariff = new Tariff(await carriers.ListRoutesAsync(CancellationToken.None));
        var routed = messages.ToLookup(message => tariff.Find(message.Number).Route);
        foreach (var route in routed.Where(route => route.Key.Value != 0))
        {
            SingleMessage[] some = [.. route];
            var pageNo = await WritePageAsync(list, some);
            var chunk = new PlannedChunk(
                new(today.Sendout, 0), route.Key, list.Id, default, 0, 0, some.Length, null, Body(today.Sendout, pageNo, some));
            await store.AppendAsync(chunk, [.. some.Where(one => one.Answers.Value != 0).Select(one => one.Answers)], default);
        }
        await dispatch.StartAsync(today.Sendout);
        return [.. routed[default]];
    }

    public void Dispose() => tags.Dispose();

    private async Task<SingleSendout> FindAsync(AccountId account, string sender, TrafficClass traffic)
    {
        var now = time.GetUtcNow();
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        while (true)
        {
            if (await store.FindAsync(account, sender, traffic, day, CancellationToken.None) is { } known)
                return known;
            var listId = new ListId(await ids.NextAsync(CancellationToken.None));
            var list = new LeadList(
                listId, PublicId.New(random), account, $"Single messages {day:yyyy-MM-dd}", [new(0, "text", FieldType.Text)], 0,
                keys.NewDataKey(listId), 1, now);
            var campaign = new Campaign(
                new(await ids.NextAsync(CancellationToken.None)), PublicId.New(random), account, list.Name, sender, "{text}", traffic,
                [new(listId, default, null)], now);
            var sendout = new SendoutId(await ids.NextAsync(CancellationToken.None));
            await store.BeginAsync(day, list, campaign, sendout, CancellationToken.None);
        }
    }

    /// <summary>Adds a page behind the list's last. Another node may be first; then the next number is tried.</summary>
    private async Task<int> WritePageAsync(LeadList list, SingleMessage[] messages)
    {
        var writer = new PageWriter();
        var record = new byte[1 + LeadRecord.FieldHeaderBytes + LeadRecord.MaxValueBytes];
        foreach (var message in messages)
            writer.Add(message.Number, Record(record, message.Text), LeadFlags.New);
        var plain = writer.Finish().ToArray();
        var dataKey = new byte[MasterKey.Size];
        keys.Unwrap(list.Id, list.WrappedKey, dataKey);
        using var cipher = new PageCipher(dataKey, nonces);
        CryptographicOperations.ZeroMemory(dataKey);
        var octets = new byte[plain.Length + PageCipher.Overhead];
        while (true)
        {
            var pageNo = await pages.CountPagesAsync(list.Id, CancellationToken.None);
            cipher.Seal(list.Id, pageNo, 1, plain, octets);
            SealedPage[] page = [new(pageNo, 1, messages.Length, writer.Clear.ToArray(), octets)];
            if (await pages.WriteAsync(list.Id, page, CancellationToken.None))
                return pageNo;
        }
    }

    private byte[] Body(SendoutId sendout, int pageNo, SingleMessage[] messages)
    {
        var tagged = new uint[messages.Length];
        tags.Tags(sendout, Array.ConvertAll(messages, message => message.Number), tagged);
        var body = new byte[messages.Length * BytesPerLead];
        for (var i = 0; i < messages.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(i * BytesPerLead), (uint)(pageNo * PageWriter.MaxLeads + i));
            BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(i * BytesPerLead + sizeof(uint)), tagged[i]);
        }
        return body;
    }

    private static ReadOnlySpan<byte> Record(byte[] destination, string text)
    {
        var record = new LeadRecord(destination);
        record.Add(0, Encoding.UTF8.GetBytes(text));
        return destination.AsSpan(0, record.Length);
    }
}
