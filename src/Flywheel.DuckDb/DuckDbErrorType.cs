namespace Flywheel.DuckDb;

/// <summary>What kind of error DuckDB reports, by its own numbers.</summary>
public enum DuckDbErrorType
{
    /// <summary>Not known.</summary>
    Invalid = 0,

    /// <summary>A number outside its type's range.</summary>
    OutOfRange = 1,

    /// <summary>A value cannot be cast to a type.</summary>
    Conversion = 2,

    /// <summary>Unknown type, as DuckDB names it.</summary>
    UnknownType = 3,

    /// <summary>Decimal, as DuckDB names it.</summary>
    Decimal = 4,

    /// <summary>Mismatch type, as DuckDB names it.</summary>
    MismatchType = 5,

    /// <summary>A division by zero.</summary>
    DivideByZero = 6,

    /// <summary>Object size, as DuckDB names it.</summary>
    ObjectSize = 7,

    /// <summary>Invalid type, as DuckDB names it.</summary>
    InvalidType = 8,

    /// <summary>Serialization, as DuckDB names it.</summary>
    Serialization = 9,

    /// <summary>Two transactions changed the same rows: try the later one again.</summary>
    Transaction = 10,

    /// <summary>Not implemented, as DuckDB names it.</summary>
    NotImplemented = 11,

    /// <summary>Expression, as DuckDB names it.</summary>
    Expression = 12,

    /// <summary>A table, view or function that does not exist, or exists already.</summary>
    Catalog = 13,

    /// <summary>The text is not SQL.</summary>
    Parser = 14,

    /// <summary>Planner, as DuckDB names it.</summary>
    Planner = 15,

    /// <summary>Scheduler, as DuckDB names it.</summary>
    Scheduler = 16,

    /// <summary>Executor, as DuckDB names it.</summary>
    Executor = 17,

    /// <summary>A key, NOT NULL or CHECK was violated.</summary>
    Constraint = 18,

    /// <summary>Index, as DuckDB names it.</summary>
    Index = 19,

    /// <summary>Stat, as DuckDB names it.</summary>
    Stat = 20,

    /// <summary>Connection, as DuckDB names it.</summary>
    Connection = 21,

    /// <summary>Syntax, as DuckDB names it.</summary>
    Syntax = 22,

    /// <summary>Settings, as DuckDB names it.</summary>
    Settings = 23,

    /// <summary>A name or a type that does not fit the query.</summary>
    Binder = 24,

    /// <summary>Network, as DuckDB names it.</summary>
    Network = 25,

    /// <summary>Optimizer, as DuckDB names it.</summary>
    Optimizer = 26,

    /// <summary>Null pointer, as DuckDB names it.</summary>
    NullPointer = 27,

    /// <summary>A file is missing, broken, locked or cannot be written.</summary>
    IO = 28,

    /// <summary>The statement was stopped.</summary>
    Interrupt = 29,

    /// <summary>The database must be closed and opened again.</summary>
    Fatal = 30,

    /// <summary>A fault in DuckDB itself.</summary>
    Internal = 31,

    /// <summary>An argument or a setting is refused.</summary>
    InvalidInput = 32,

    /// <summary>The memory limit was reached and spilling to disk did not help.</summary>
    OutOfMemory = 33,

    /// <summary>The database is confined.</summary>
    Permission = 34,

    /// <summary>Parameter not resolved, as DuckDB names it.</summary>
    ParameterNotResolved = 35,

    /// <summary>Parameter not allowed, as DuckDB names it.</summary>
    ParameterNotAllowed = 36,

    /// <summary>Dependency, as DuckDB names it.</summary>
    Dependency = 37,

    /// <summary>Http, as DuckDB names it.</summary>
    Http = 38,

    /// <summary>A function lives in an extension that is not linked in.</summary>
    MissingExtension = 39,

    /// <summary>An extension could not be loaded.</summary>
    Autoload = 40,

    /// <summary>Sequence, as DuckDB names it.</summary>
    Sequence = 41,

    /// <summary>Invalid configuration, as DuckDB names it.</summary>
    InvalidConfiguration = 42,
}
