using System.Text;
using SmsWiser.Core.Hashing;

namespace SmsWiser.Tests.Hashing;

public sealed class Xxh64Tests
{
    // Published test values of other implementations of the specification (Go, Python).
    [Theory]
    [InlineData("", 0, 0xEF46DB3751D8E999)]
    [InlineData("a", 0, 0xD24EC4F1A98C6E5B)]
    [InlineData("as", 0, 0x1C330FB2D66BE179)]
    [InlineData("asd", 0, 0x631C37CE72A97393)]
    [InlineData("asdf", 0, 0x415872F599CEA71E)]
    [InlineData("abc", 0, 0x44BC2CF5AD770999)]
    [InlineData("Call me Ishmael. Some years ago--never mind how long precisely-", 0, 0x02A2E85470D6FD96)]
    [InlineData("xxhash", 20141025, 0xB559B98D844E0635)]
    public void Hash_is_the_published_one(string text, ulong seed, ulong hash) =>
        Assert.Equal(hash, Xxh64.Hash(Encoding.ASCII.GetBytes(text), seed));
}
