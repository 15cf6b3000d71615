namespace Flywheel.Tests.Site;

/// <summary>Questions to a page in the browser.</summary>
internal static class PageScripts
{
    private const string Focusable = "[...document.querySelectorAll('a[href], button, input, [tabindex=\"0\"]')]";

    /// <summary>How many places Tab has to reach.</summary>
    public const string NumberFocusable = $"{Focusable}.length";

    /// <summary>Which of them has the focus, counted from 1, and whether an outline shows it within the window.</summary>
    public const string Focused = $$"""
        (() => {
          const at = document.activeElement;
          const box = at.getBoundingClientRect();
          return {
            Number: {{Focusable}}.indexOf(at) + 1,
            IsSeen: getComputedStyle(at).outlineStyle !== "none" && box.right > 0 && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth,
            What: at.outerHTML.slice(0, 120),
          };
        })()
        """;

    /// <summary>The text whose colour is nearest to what it stands on, by WCAG's relative luminance.</summary>
    public const string WeakestContrast = """
        (() => {
          const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
          const luminance = (colour) => parts(colour).slice(0, 3)
            .map((part) => part / 255)
            .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
            .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
          const paper = (element) => {
            for (let at = element; at; at = at.parentElement) {
              const [, , , opacity = 1] = parts(getComputedStyle(at).backgroundColor);
              if (opacity > 0) return getComputedStyle(at).backgroundColor;
            }
            throw new Error("there is no paper");
          };
          let weakest = { Ratio: 21, Text: "" };
          for (const element of document.body.querySelectorAll("*")) {
            const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent.trim()).join("");
            if (!own || !element.checkVisibility()) continue;
            const [a, b] = [luminance(getComputedStyle(element).color), luminance(paper(element))];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < weakest.Ratio) weakest = { Ratio: ratio, Text: own.slice(0, 60) };
          }
          return weakest;
        })()
        """;

    /// <summary>Whether the first picture is loaded and in sight.</summary>
    public const string PictureIsThere = """
        (() => { const picture = document.querySelector("figure img"); picture.scrollIntoView(); return picture.complete && picture.naturalWidth > 0; })()
        """;

    /// <summary>A place within its paper, beside its corner, from the document's own.</summary>
    public const string PictureCorner = """
        (() => { const box = document.querySelector("figure img").getBoundingClientRect(); return [Math.round(box.left + scrollX + 3), Math.round(box.top + scrollY + 3)]; })()
        """;
}
