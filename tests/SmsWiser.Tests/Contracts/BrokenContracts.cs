using Orleans;

namespace SmsWiser.Tests.Contracts;

// One contract for each rule; what it breaks stands in ContractGuardTests.
[Alias("probe.plain")]
public interface IPlainInterface;

public interface INamelessGrain : IGrainWithStringKey
{
    Task WorkAsync();
}

[Alias("probe.generic")]
public interface IGenericGrain<T> : IGrainWithStringKey
{
    [Alias("work")]
    Task WorkAsync(T one);
}

[Alias("probe.property")]
public interface IPropertyGrain : IGrainWithStringKey
{
    int Colour { get; }

    event EventHandler Changed;
}

[Alias("probe.overload")]
public interface IOverloadGrain : IGrainWithStringKey
{
    [Alias("work")]
    Task WorkAsync();

    [Alias("work_with")]
    Task WorkAsync(string tool);
}

[Alias("probe.ambiguous")]
public interface IAmbiguousGrain : IGrainWithStringKey
{
    [Alias("work")]
    Task WorkAsync();

    [Alias("work")]
    Task RestAsync();
}

[Alias("probe.body")]
public interface IBodyGrain : IGrainWithStringKey
{
    [Alias("work")]
    Task WorkAsync() => Task.CompletedTask;

    [Alias("make")]
    static Task MakeAsync() => Task.CompletedTask;
}

[Alias("probe.generic_method")]
public interface IGenericMethodGrain : IGrainWithStringKey
{
    [Alias("work")]
    Task WorkAsync<T>(T one);
}

[Alias("probe.returning")]
public interface IReturningGrain : IGrainWithStringKey
{
    [Alias("work")]
    int Work();

    [Alias("list")]
    Task<List<string>> ListAsync();
}

[Alias("probe.ref")]
public interface IRefGrain : IGrainWithStringKey
{
    [Alias("work")]
    Task WorkAsync(ref string text);
}

[Alias("probe.long")]
public interface ILongGrain : IGrainWithStringKey
{
    [Alias("work")]
    Task WorkAsync(int a, int b, int c, int d, int e, int f, int g, int h);
}

[Alias("probe.twin")]
public interface ITwinGrain : IGrainWithStringKey
{
    [Alias("work")]
    Task WorkAsync(Twin twin);
}

[GenerateSerializer, Immutable, Alias("probe.twin")]
public sealed record Twin;

[Alias("probe.bare_grain")]
public interface IBareGrain : IGrainWithStringKey
{
    [Alias("work")]
    Task WorkAsync(Bare bare);
}

public class Bare
{
    private string text = "";

    public int Computed => text.Length;

    public void Append(string more) => text += more;
}

[Alias("probe.nested")]
public interface INestedGrain : IGrainWithStringKey
{
    [Alias("work")]
    Task<IReadOnlyDictionary<string, Outer>> WorkAsync();
}

[GenerateSerializer, Immutable, Alias("probe.outer")]
public sealed record Outer
{
    [Id(0)]
    public required IReadOnlyList<Inner> Inner { get; init; }
}

[GenerateSerializer, Immutable, Alias("probe.inner")]
public sealed record Inner
{
    [Id(0)]
    public required string Text { get; set; }

    [Id(0)]
    public required byte[] Bytes { get; init; }
}

[Alias("probe.positional_grain")]
public interface IPositionalGrain : IGrainWithStringKey
{
    [Alias("work")]
    Task WorkAsync(Positional one);
}

[GenerateSerializer, Immutable, Alias("probe.positional")]
public sealed record Positional(string Text);

[Alias("probe.family_grain")]
public interface IFamilyGrain : IGrainWithStringKey
{
    [Alias("work")]
    Task WorkAsync(Family one);
}

[GenerateSerializer, Immutable, Alias("probe.family")]
public abstract record Family
{
    [Id(0)]
    public required int Number { get; init; }
}

[GenerateSerializer, Immutable, Alias("probe.derived")]
public sealed record Derived : Family
{
    [Id(0)]
    public required string Text { get; set; }
}

[Alias("probe.enum_grain")]
public interface IEnumGrain : IGrainWithStringKey
{
    [Alias("work")]
    Task WorkAsync(Shade? shade);
}

public enum Shade
{
    Dark,
    Light,
}

[Alias("probe.good_grain")]
public interface IGoodGrain : IGrainWithStringKey
{
    [Alias("work")]
    Task<IReadOnlyList<Good>> WorkAsync(Good? good, IGoodGrain other, CancellationToken cancel);

    [Alias("rest")]
    Task RestAsync();
}

[GenerateSerializer, Immutable, Alias("probe.good")]
public readonly record struct Good
{
    [Id(0)]
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    [Id(1)]
    public DateTimeOffset? At { get; init; }

    public int Length => Bytes.Length;
}
