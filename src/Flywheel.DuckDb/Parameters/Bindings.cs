using System.Globalization;
using Flywheel.DuckDb.Native;

namespace Flywheel.DuckDb.Parameters;

/// <summary>Gives a prepared statement the values of its parameters, by name, or by number for <c>?</c> and <c>$1</c>.</summary>
internal static class Bindings
{
    /// <exception cref="InvalidOperationException">The statement wants a parameter that is not there. One too many is no fault.</exception>
    public static void Bind(PreparedHandle prepared, DuckDbParameterCollection parameters)
    {
        var count = NativeMethods.duckdb_nparams(prepared);
        if (count == 0)
        {
            return;
        }

        _ = NativeMethods.duckdb_clear_bindings(prepared);
        for (ulong number = 1; number <= count; number++)
        {
            var name = NativeText.Take(NativeMethods.duckdb_parameter_name(prepared, number)) ?? "";
            using var value = ParameterValue.Create(Find(parameters, name).Value);
            if (NativeMethods.duckdb_bind_value(prepared, number, value) != NativeMethods.Success)
            {
                throw new DuckDbException(NativeText.Read(NativeMethods.duckdb_prepare_error(prepared)) ?? $"DuckDB cannot bind ${name}.");
            }
        }
    }

    private static DuckDbParameter Find(DuckDbParameterCollection parameters, string name)
    {
        var index = parameters.IndexOf(name);
        if (index < 0 && int.TryParse(name, CultureInfo.InvariantCulture, out var number) && number <= parameters.Count)
        {
            index = number - 1;
        }

        return index >= 0
            ? (DuckDbParameter)parameters[index]
            : throw new InvalidOperationException($"The statement has a parameter ${name}, and the command has none of that name. Add it.");
    }
}
