// Stands in for @rasahq/rasa-ui, which no registry has: each part as the plain element that it is for a visitor, with no styles
// of its own. So what is measured with it is the least that the real one can take.

import * as React from "react";

const theme = { colors: {}, radii: {}, fonts: { sansSerif: "Noto Sans" } };

/** @param {string} tag @param {object} [style] */
const plain = (tag, style) =>
  React.forwardRef(({ as, sx, variant, bg, flexDirection, alignItems, justifyContent, flexWrap, children, ...rest }, ref) => {
    const own = Object.fromEntries(Object.entries(rest).filter(([name]) => /^(on|data-|id$|src$|style$|role$|tabIndex$)/.test(name)));
    return React.createElement(as ?? tag, { ...own, ref, style: { ...style, flexDirection, alignItems, justifyContent, ...sx, ...own.style } }, children);
  });

export const Provider = ({ children }) => children;
export const useTheme = () => theme;
export const useMediaQuery = () => false;
export const useClickOutside = () => undefined;
export const useTooltip = () => React.useRef(null);
export const useExpandingTextarea = () => {
  const textarea = React.useRef(null);
  return { textarea, rows: 1, setTextarea: (node) => (textarea.current = node) };
};

export const Box = plain("div");
export const Flex = plain("div", { display: "flex" });
export const Text = plain("p");
export const Section = plain("section");
export const Separator = plain("div");
export const Image = plain("img");
export const Avatar = plain("span");
export const Hover = { Flex };
export const Icon = () => React.createElement("svg", { width: 22, height: 22 });
export const Button = React.forwardRef(({ onClick, disabled, children }, ref) =>
  React.createElement("button", { onClick, disabled, ref }, children),
);
export const Input = React.forwardRef(({ onChangeValue, onFocus, placeholder, rows, value, autoFocus }, ref) =>
  React.createElement("textarea", { onChange: (event) => onChangeValue(event.target.value), onFocus, placeholder, rows, value, autoFocus, ref }),
);
