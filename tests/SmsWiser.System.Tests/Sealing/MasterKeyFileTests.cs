using System.Runtime.Versioning;
using SmsWiser.Core;
using SmsWiser.Core.Sealing;
using SmsWiser.Host.Chance;
using SmsWiser.Host.Sealing;

namespace SmsWiser.System.Tests.Sealing;

[UnsupportedOSPlatform("windows")]
public sealed class MasterKeyFileTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("smswiser-key-").FullName;
    private readonly SystemRandom random = new();

    private string KeyPath => Path.Combine(directory, "master.key");

    [Fact]
    public void Missing_file_is_made_for_its_owner_only_and_loads_again()
    {
        var wrapped = MasterKeyFile.LoadOrCreate(directory, random).Wrap(new ListId(1), new byte[32]);

        var opened = new byte[32];
        Array.Fill(opened, (byte)1);
        MasterKeyFile.LoadOrCreate(directory, random).Unwrap(new ListId(1), wrapped, opened);

        Assert.Equal(new byte[32], opened);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
        Assert.Equal([KeyPath], Directory.GetFiles(directory));
    }

    [Fact]
    public void Data_without_keys_are_refused_and_get_no_new_key()
    {
        File.WriteAllText(Path.Combine(directory, "main.db"), "");

        var error = Assert.Throws<InvalidDataException>(() => MasterKeyFile.LoadOrCreate(directory, random));

        Assert.Equal($"{KeyPath} is missing, and nothing opens the data beside it but the keys it held; put it back, or run "
            + "'smswiser keys import' with an exported copy", error.Message);
        Assert.False(File.Exists(KeyPath));
    }

    [Fact]
    public void File_readable_by_others_is_refused_with_the_command_to_run()
    {
        MasterKeyFile.LoadOrCreate(directory, random);
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var error = Assert.Throws<InvalidDataException>(() => MasterKeyFile.LoadOrCreate(directory, random));

        Assert.Equal($"{KeyPath} can be used by others (mode 640); run: chmod 600 '{KeyPath}'", error.Message);
    }

    [Theory]
    [InlineData("1:AAAA\n", "line 1 is not a key; expected id:base64 of 32 octets")]
    [InlineData("#\nno key\n", "line 2 is not a key; expected id:base64 of 32 octets")]
    [InlineData("", "holds no key; restore it from a safe copy (a new key cannot open what the old one sealed)")]
    public void Damaged_file_is_refused(string content, string message)
    {
        MasterKeyFile.LoadOrCreate(directory, random);
        File.WriteAllText(KeyPath, content);

        var error = Assert.Throws<InvalidDataException>(() => MasterKeyFile.LoadOrCreate(directory, random));

        Assert.Equal($"{KeyPath} {message}", error.Message);
    }

    [Fact]
    public void Second_key_becomes_the_current_one()
    {
        MasterKeyFile.LoadOrCreate(directory, random);
        File.AppendAllText(KeyPath, $"2:{Convert.ToBase64String(new byte[32])}\n");

        Assert.Equal(2, MasterKeyFile.LoadOrCreate(directory, random).CurrentKeyId);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
