namespace ModeLint.Runtime;

/// <summary>What a window does at the border of an image.</summary>
public enum Padding
{
    /// <summary>It stays inside: outputs have floor((size - kernel) / strides) + 1 rows or columns.</summary>
    Valid,

    /// <summary>
    /// Zeros are put around the image, so that outputs have ceil(size / strides) rows or columns. An odd number of zeros is one more at
    /// the bottom or right.
    /// </summary>
    Same,
}
