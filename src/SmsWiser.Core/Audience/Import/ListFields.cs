namespace SmsWiser.Core.Audience;

/// <summary>A plan that may need fields which its list does not have yet.</summary>
internal interface INewFields
{
    /// <summary>Fields that the list has to get first, numbered behind those it has.</summary>
    IReadOnlyList<FieldDefinition> NewFields(LeadList list);
}

/// <summary>Gives a list the fields and the working set that an import needs, by compare-and-set. Any thread.</summary>
internal sealed class ListFields(IListStore lists, TimeProvider time)
{
    private const int Attempts = 4;

    /// <summary>Plans, adds the fields that are missing, and plans again on the list as it is then.</summary>
    public async Task<(LeadList List, T Plan)> AddAsync<T>(LeadList list, Func<LeadList, T> make, CancellationToken cancellation)
        where T : INewFields
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var plan = make(list);
            var fields = plan.NewFields(list);
            if (fields.Count == 0)
                return (list, plan);
            await lists.AddFieldsAsync(list.Id, list.Version, fields, cancellation);
            // Whether it was us or somebody else who changed the list, what it is now counts.
            list = await ReadAsync(list, cancellation);
        }
        throw Conflict();
    }

    /// <summary>Finds the working set of that name, or adds it.</summary>
    /// <returns>The list as it is then, and the set's number; 0 without a name.</returns>
    public async Task<(LeadList List, int SetNo)> AddWorkingSetAsync(LeadList list, string? name, CancellationToken cancellation)
    {
        if (name is null)
            return (list, 0);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var known = list.WorkingSets.FirstOrDefault(set => set.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (known is not null)
                return (list, known.No);
            if (list.WorkingSets.Count >= WorkingSet.MaxPerList)
                throw new ImportException(
                    ErrorCode.Overloaded,
                    $"the list has {WorkingSet.MaxPerList} working files, the most it may have; use one of them again");
            var set = new WorkingSet(list.WorkingSets.Count + 1, name, time.GetUtcNow());
            await lists.AddWorkingSetAsync(list.Id, list.Version, set, cancellation);
            list = await ReadAsync(list, cancellation);
        }
        throw Conflict();
    }

    private async Task<LeadList> ReadAsync(LeadList list, CancellationToken cancellation) =>
        await lists.FindAsync(list.Id, cancellation) ?? throw new ImportException(ErrorCode.NotFound, "the list was deleted");

    private static ImportException Conflict() =>
        new(ErrorCode.Conflict, "somebody else keeps changing the fields of this list; import the file again");
}
