//! `cargo xtask film`: the README's moving picture of a statement being clicked, made from the real
//! page.

use super::gallery::{PAPER, WORDS, paper, settle};
use crate::build::site::{self, Profile};
use crate::project::Project;
use crate::report;
use crate::setup::{Need, SITE, Tools};
use anyhow::{Context, Result, ensure};
use pages::{Page, Reply, Screen, Server};
use std::io::Cursor;
use std::path::Path;

/// The window in CSS pixels, which are the picture's: as wide as a README's column.
const SCREEN: Screen = Screen { width: 960, height: 620, dark: false };

/// Bytes of a pixel, which has no transparency.
const RGB: usize = 3;

/// An arrow that stands for the reader's pointer, and the functions that move it.
const POINTER: &str = r##"
    const pointer = document.querySelector("#pointer") ?? (() => {
      const made = Object.assign(document.createElement("div"), { id: "pointer" });
      made.style.cssText = "position: fixed; z-index: 2147483647; width: 18px; height: 26px; \
        left: 900px; top: 560px; background: #111; pointer-events: none; \
        clip-path: polygon(0 0, 0 76%, 27% 58%, 48% 100%, 66% 91%, 46% 52%, 88% 52%)";
      document.documentElement.append(made);
      return made;
    })();
    const statement = () => {
      const { analysis, text } = document.querySelector("who-said");
      const isQuoted = ({ kind, tier }) => kind === "direct" && tier === "statement";
      const { content: [[start]] } = analysis.attributions.find(isQuoted);
      return middle(rangeOf(deep("article"), text.slice(start + 4, start + 20), 0));
    };
    const launcher = () => middle(deepAll(".launcher")[0]);
    // The arrow goes a part of the way to a place.
    const near = ({ x, y }, part) => {
      const [left, top] = [parseFloat(pointer.style.left), parseFloat(pointer.style.top)];
      pointer.style.left = `${left + (x - left) * part}px`;
      pointer.style.top = `${top + (y - top) * part}px`;
    };
"##;

/// What happens before each picture, and for how many milliseconds the picture stays.
const FRAMES: &[(&str, u16)] = &[
    ("", 1400),
    ("near(statement(), 0.35);", 90),
    ("near(statement(), 0.5);", 90),
    ("near(statement(), 0.7);", 90),
    ("near(statement(), 1);", 500),
    ("await quoted();", 2800),
    ("near(launcher(), 0.35);", 90),
    ("near(launcher(), 0.6);", 90),
    ("near(launcher(), 1);", 500),
    ("await open('quotes');", 2800),
    ("await open('voices');", 2800),
];

/// A picture's pixels, row by row, [`RGB`] bytes each.
struct Picture {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

/// Writes the film to a file as an animated PNG.
///
/// # Errors
///
/// Where the site can't be built, the browser can't be driven or the file can't be written.
pub fn film(project: &Project, file: &Path) -> Result<()> {
    let tools = Tools::ready(project, &[SITE, &[Need::Browser]].concat())?;
    let site = site::build(project, &tools, Profile::Release)?;
    let demo = fs_err::read_to_string(site.join("index.html"))?;
    let server =
        Server::new()?.folder("/", &site).reply(PAPER, Reply::html(paper(&demo, 1, ""))).start();
    report::heading("Taking pictures");
    let page = Page::blank()?;
    page.set_screen(SCREEN)?;
    page.set_media("prefers-color-scheme", "light")?;
    page.go(&server.url(PAPER))?;
    page.wait_for("document.querySelector('who-said')?.analysis")?;
    let mut pictures = Vec::new();
    for (script, milliseconds) in FRAMES {
        page.script(&format!("{WORDS} {POINTER} {script}"), &[])?;
        settle(&page)?;
        pictures.push((read(&page.screenshot()?)?, *milliseconds));
    }
    let bytes = animated(&pictures)?;
    fs_err::write(file, &bytes)?;
    report::note(&format!("{}: {} bytes", file.display(), bytes.len()));
    Ok(())
}

/// The pixels of a screenshot.
fn read(png: &[u8]) -> Result<Picture> {
    let mut decoder = png::Decoder::new(Cursor::new(png));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info()?;
    let size = reader.output_buffer_size().context("the screenshot is too large")?;
    let mut bytes = vec![0; size];
    let info = reader.next_frame(&mut bytes)?;
    let channels = info.color_type.samples();
    ensure!(channels >= RGB, "the screenshot has no colours");
    let pixels = bytes[..info.buffer_size()].chunks(channels).flat_map(|p| &p[..RGB]);
    Ok(Picture {
        width: info.width as usize,
        height: info.height as usize,
        pixels: pixels.copied().collect(),
    })
}

/// An animated PNG that runs for ever; each picture but the first holds only the rectangle in which
/// it differs from the one before.
fn animated(pictures: &[(Picture, u16)]) -> Result<Vec<u8>> {
    let (first, _) = pictures.first().context("a film needs a picture")?;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, first.width as u32, first.height as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    encoder.set_animated(pictures.len() as u32, 0)?;
    let mut writer = encoder.write_header()?;
    let mut before: Option<&Picture> = None;
    for (picture, milliseconds) in pictures {
        let size = (picture.width, picture.height);
        ensure!(size == (first.width, first.height), "the window's size has changed");
        let [left, top, right, bottom] =
            before.map_or([0, 0, size.0, size.1], |before| changed(before, picture));
        writer.set_frame_delay(*milliseconds, 1000)?;
        writer.set_blend_op(png::BlendOp::Source)?;
        writer.set_dispose_op(png::DisposeOp::None)?;
        if before.is_some() {
            // The size of a frame has to fit its place at any time.
            writer.set_frame_position(0, 0)?;
            writer.set_frame_dimension((right - left) as u32, (bottom - top) as u32)?;
            writer.set_frame_position(left as u32, top as u32)?;
        }
        let row = |y: usize| &picture.pixels[(y * size.0 + left) * RGB..(y * size.0 + right) * RGB];
        writer.write_image_data(&(top..bottom).flat_map(row).copied().collect::<Vec<u8>>())?;
        before = Some(picture);
    }
    writer.finish()?;
    Ok(bytes)
}

/// The smallest rectangle (left, top, right, bottom) that has all pixels in which two pictures of
/// one size differ; one pixel where they are the same.
fn changed(before: &Picture, after: &Picture) -> [usize; 4] {
    let pixels = before.pixels.chunks(RGB).zip(after.pixels.chunks(RGB)).enumerate();
    let places = pixels.filter(|(_, (a, b))| a != b).map(|(at, _)| at);
    let bounds = places.map(|at| (at % after.width, at / after.width));
    bounds
        .fold(None, |found: Option<[usize; 4]>, (x, y)| {
            let [left, top, right, bottom] = found.unwrap_or([x, y, x + 1, y + 1]);
            Some([left.min(x), top.min(y), right.max(x + 1), bottom.max(y + 1)])
        })
        .unwrap_or([0, 0, 1, 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(pixels: [u8; 6]) -> Picture {
        Picture { width: 3, height: 2, pixels: pixels.iter().flat_map(|&p| [p, p, p]).collect() }
    }

    #[test]
    fn a_frame_holds_only_what_has_changed() {
        let before = picture([0, 0, 0, 0, 0, 0]);
        assert_eq!(changed(&before, &picture([0, 9, 0, 0, 0, 9])), [1, 0, 3, 2]);
        assert_eq!(changed(&before, &picture([0, 0, 0, 9, 0, 0])), [0, 1, 1, 2]);
        assert_eq!(changed(&before, &before), [0, 0, 1, 1]);
    }

    #[test]
    fn an_animated_picture_can_be_read_again() {
        // The last frame starts left of the one before it, and is wider.
        let last = picture([9, 1, 9, 3, 4, 5]);
        let frames =
            [(picture([0, 1, 2, 3, 4, 5]), 100), (picture([0, 1, 9, 3, 4, 5]), 50), (last, 50)];
        let bytes = animated(&frames).expect("written");
        let decoder = png::Decoder::new(Cursor::new(&bytes[..]));
        let mut reader = decoder.read_info().expect("read");
        let control = reader.info().animation_control().expect("it is animated");
        assert_eq!((control.num_frames, control.num_plays), (3, 0));
        let mut buffer = vec![0; reader.output_buffer_size().expect("small")];
        reader.next_frame(&mut buffer).expect("the first frame");
        assert_eq!(buffer, frames[0].0.pixels);
    }
}
