namespace SmsWiser.Host.Demo;

/// <summary>The CSV file of a run: the one given, or a generated one that goes away again.</summary>
internal sealed class LeadFile : IDisposable
{
    private const int Seed = 20_261_121;

    private readonly bool isTemporary;

    private LeadFile(string path, bool isTemporary) => (Path, this.isTemporary) = (path, isTemporary);

    public string Path { get; }

    public static LeadFile Take(DemoOptions options, LeadRegion region, DemoScreen screen)
    {
        if (options.Csv is not null)
            return new(options.Csv, isTemporary: false);
        screen.Say($"Writing a CSV file of {options.Leads:N0} leads in {region.First} and {region.Second}, where it is day.");
        var path = System.IO.Path.GetTempFileName();
        using (var file = File.Create(path))
            new LeadGenerator(Seed, region).Write(file, options.Leads);
        return new(path, isTemporary: true);
    }

    public void Dispose()
    {
        if (isTemporary)
            File.Delete(Path);
    }
}
