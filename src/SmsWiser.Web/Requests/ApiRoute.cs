using SmsWiser.Core.Accounts;

namespace SmsWiser.Web.Requests;

/// <summary>One operation: where it is, who may ask, what it does. Its words come from the contract's method it stands for.</summary>
internal sealed class ApiRoute(
    string method, string path, ApiScopes scopes, Type contract, string documented, Type? body, Type? answer,
    Func<ApiCall, object?, Task<object?>> run)
{
    private readonly List<(string Name, string Meaning)> query = [];

    public string Method => method;

    public string Path => path;

    /// <summary>A key needs one of them; none = everybody.</summary>
    public ApiScopes Scopes => scopes;

    /// <summary>Where <see cref="Documented"/> is.</summary>
    public Type Contract => contract;

    /// <summary>Name of the method that says what this does.</summary>
    public string Documented => documented;

    /// <summary>Type of the JSON body, or null.</summary>
    public Type? Body => body;

    /// <summary>Type of the JSON answer, or null for none.</summary>
    public Type? Answer => answer;

    public Func<ApiCall, object?, Task<object?>> Run => run;

    public int Status { get; private set; } = answer is null ? 204 : 200;

    /// <summary>Names and meanings of what may stand behind the question mark.</summary>
    public IReadOnlyList<(string Name, string Meaning)> Query => query;

    /// <summary>Media type of a route that writes its answer itself, piece by piece; null for all others.</summary>
    public string? StreamType { get; private set; }

    /// <summary>True where the body is a file.</summary>
    public bool IsUpload { get; private set; }

    /// <summary>True for what is not throttled with the rest.</summary>
    public bool IsUrgent { get; private set; }

    /// <summary>True where the answer holds a secret, which is never kept.</summary>
    public bool IsShownOnce { get; private set; }

    /// <summary>Reads the object that is changed, for <c>If-Match</c>; null where there is none.</summary>
    public Func<ApiCall, Task<object?>>? Current { get; private set; }

    public ApiRoute Creates() => With(() => Status = 201);

    public ApiRoute Begins() => With(() => Status = 202);

    public ApiRoute Writes(string type) => With(() => StreamType = type);

    public ApiRoute Uploads() => With(() => IsUpload = true);

    public ApiRoute Urgent() => With(() => IsUrgent = true);

    public ApiRoute ShownOnce() => With(() => IsShownOnce = true);

    public ApiRoute Asks(string name, string meaning) => With(() => query.Add((name, meaning)));

    public ApiRoute Pages() => Asks("limit", "Items at most, 1 to 100.").Asks("cursor", "next_cursor of the page before.");

    public ApiRoute Guards<T>(Func<ApiCall, Task<T>> current) => With(() => Current = async call => await current(call));

    private ApiRoute With(Action change)
    {
        change();
        return this;
    }
}
