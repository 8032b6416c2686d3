using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SmsWiser.Contracts;

namespace SmsWiser.Web.Requests;

/// <summary>Server-sent events (WHATWG HTML §9.2): what changes of an object, until it has ended or the caller goes. Whether the caller
/// may still see it is asked at each look; a stream ends after five minutes and is opened anew by its reader, key and all.</summary>
internal static class EventStream
{
    private static readonly TimeSpan LongestStream = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Writes the stream.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="name">Name of the events.</param>
    /// <param name="read">Reads the object.</param>
    /// <param name="hasEnded">Whether nothing more will change.</param>
    public static async Task WriteAsync<T>(ApiCall call, string name, Func<Task<T>> read, Func<T, bool> hasEnded)
    {
        var now = await read();
        var time = call.Parts.Time;
        var (begun, written) = (time.GetTimestamp(), time.GetTimestamp());
        call.Http.Response.ContentType = "text/event-stream";
        byte[] before = [];
        for (var id = 1; ; )
        {
            var octets = JsonSerializer.SerializeToUtf8Bytes(now, ApiJson.Options);
            if (!octets.AsSpan().SequenceEqual(before))
            {
                await SendAsync(call, $"id: {id++.ToString(CultureInfo.InvariantCulture)}\nevent: {name}\ndata: ", octets);
                (before, written) = (octets, time.GetTimestamp());
            }
            else if (time.GetElapsedTime(written) >= Heartbeat)
            {
                await SendAsync(call, ": ", "still here"u8.ToArray());
                written = time.GetTimestamp();
            }
            if (hasEnded(now) || time.GetElapsedTime(begun) >= LongestStream)
                return;
            await Task.Delay(call.Options.StreamPeriod, time, call.Cancellation);
            try
            {
                now = await read();
            }
            catch (RefusedException refused)
            {
                await SendAsync(call, "event: problem\ndata: ", JsonSerializer.SerializeToUtf8Bytes(refused.Code, ApiJson.Options));
                return;
            }
        }
    }

    private static async Task SendAsync(ApiCall call, string before, byte[] data)
    {
        await call.Http.Response.Body.WriteAsync((byte[])[.. Encoding.UTF8.GetBytes(before), .. data, .. "\n\n"u8], call.Cancellation);
        await call.Http.Response.Body.FlushAsync(call.Cancellation);
    }
}
