using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using SmsWiser.Contracts.Links;

namespace SmsWiser.Web.Links;

/// <summary>The pages behind opt-out links: plain HTML that needs nothing but itself and works in any browser. No page holds anything about
/// the person.</summary>
internal static class OptOutHtml
{
    /// <summary>Name of the field that says how much is left.</summary>
    public const string Scope = "scope";

    /// <summary>Its value for everything of the account; any other is the sender and topic alone.</summary>
    public const string Everything = "all";

    private const string Style = "body{font:1.1em/1.5 sans-serif;max-width:32em;margin:2em auto;padding:0 1em}"
        + "button{font:inherit;display:block;width:100%;margin:1em 0;padding:.7em}";

    /// <summary>What browsers may do with a page: show it, with its own style, and send its form back.</summary>
    public static string Policy { get; } = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; "
        + $"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'";

    /// <summary>The answer for every code that leads nowhere.</summary>
    public static string Unknown { get; } = Page("This link leads nowhere",
        "<p>Check it against the message. To get no more messages, you can also reply STOP to the message.</p>");

    /// <summary>The answer for who has asked for too many of those.</summary>
    public static string TooMany { get; } = Page("Too many tries",
        "<p>Please try again in a few minutes. To get no more messages, you can also reply STOP to the message.</p>");

    /// <summary>Asks whether the person wants to leave.</summary>
    public static string Ask(OptOutPage page) => Page("Leave these messages?", $"""
        <p>This is about messages of <strong>{Text(page.Sender)}</strong>, topic <strong>{Text(page.Topic)}</strong>.</p>
        <form method="post">
        <button name="{Scope}" value="sender">No more messages of {Text(page.Sender)} about {Text(page.Topic)}</button>
        <button name="{Scope}" value="{Everything}">No more messages at all of who sends as {Text(page.Sender)}</button>
        </form>
        """);

    /// <summary>Says that the person has left.</summary>
    public static string Done(OptOutPage page, bool everything) => Page("Done", everything
        ? $"<p>You will get no more messages of who sends as <strong>{Text(page.Sender)}</strong>.</p>"
        : $"<p>You will get no more messages of <strong>{Text(page.Sender)}</strong>, nor about <strong>{Text(page.Topic)}</strong>.</p>");

    private static string Page(string title, string body) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
        <title>{title}</title><style>{Style}</style></head>
        <body>
        <h1>{title}</h1>
        {body}
        </body>
        </html>

        """;

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
