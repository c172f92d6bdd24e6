// Markdown with HTML in it, a layout for every page, everything else copied.
module.exports = function (eleventy) {
  eleventy.addGlobalData("layout", "frame.njk");
  eleventy.setLayoutsDirectory("../layouts");
  eleventy.addPassthroughCopy({ static: "/" });
  eleventy.setQuietMode(true);
  return { markdownTemplateEngine: false, templateFormats: ["md"], dir: { input: "content" } };
};
